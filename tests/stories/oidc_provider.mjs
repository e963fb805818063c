// Test equipment: the certified OpenID provider, with one client and accounts of any name, on the port given.
import Provider from 'oidc-provider'

const [port, back] = process.argv.slice(2)
const provider = new Provider(`http://localhost:${port}`, {
  clients: [{ client_id: 'brussels', client_secret: 'a secret of at least 32 characters', redirect_uris: [back] }],
  claims: { openid: ['sub'], profile: ['given_name', 'locale'], email: ['email', 'email_verified'] },
  pkce: { required: () => true },
  async findAccount(_, id) {
    return { accountId: id, claims: async () => ({ sub: id, given_name: 'Zoé', locale: 'nl-BE', email: `${id}@example.be`, email_verified: true }) }
  },
})
provider.listen(Number(port), () => console.log('ready'))
