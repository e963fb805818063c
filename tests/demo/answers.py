"""What the organisations answered, and the steps that followed."""

from tests.demo.shapes import Decision, IdeaMilestones, Milestone, Text

DECISIONS: tuple[Decision, ...] = (
    Decision(
        idea="benches-along-the-tram",
        verdict="under_study",
        summary=Text(
            fr="Nous étudions votre idée et nous répondons dans les cinq semaines.",
            nl="We onderzoeken uw idee en antwoorden binnen vijf weken.",
        ),
        reason=Text(
            fr="Il faut vérifier la largeur des trottoirs et la place des conduites sous les arbres. Le "
            "service mesure sur place avec des riverains.",
            nl="We moeten nakijken hoe breed de stoepen zijn en waar de leidingen onder de bomen liggen. De "
            "dienst meet ter plaatse, samen met buurtbewoners.",
        ),
        service="green",
        by="sofie",
        days_ago=74,
        next=Milestone(Text(fr="Mesures sur place", nl="Opmeting ter plaatse"), -60),
    ),
    Decision(
        idea="benches-along-the-tram",
        verdict="accepted",
        summary=Text(
            fr="Oui, en deux étapes : cinq bancs autour de la place, puis sept le long des rails.",
            nl="Ja, in twee stappen: vijf banken rond het plein, daarna zeven langs de sporen.",
        ),
        reason=Text(
            fr="Sur la place, nous pouvons commencer tout de suite. Le long des rails, une conduite doit "
            "d’abord être déplacée. Chaque banc aura un dossier et des accoudoirs, et un mètre cinquante "
            "restera libre à côté.\n\n"
            "**Ce qui n’est pas possible** : un banc devant la pharmacie. Le trottoir y est trop étroit. "
            "Nous cherchons une place au coin de la rue.",
            nl="Op het plein kunnen we meteen beginnen. Langs de sporen moet eerst een leiding verlegd "
            "worden. Elke bank krijgt een rugleuning en armleuningen, en ernaast blijft anderhalve meter "
            "vrij.\n\n"
            "**Wat niet kan**: een bank voor de apotheek. De stoep is daar te smal. We zoeken een plek "
            "om de hoek.",
        ),
        service="green",
        by="sofie",
        days_ago=41,
        cost_cents=3_100_000,
        done_in_days=310,
        next=Milestone(Text(fr="Pose des cinq premiers bancs", nl="Plaatsing van de eerste vijf banken"), 64),
    ),
    Decision(
        idea="rain-barrel-schools",
        verdict="accepted",
        summary=Text(
            fr="Oui : chaque école communale reçoit une citerne d’ici cinq mois.",
            nl="Ja: elke gemeenteschool krijgt binnen vijf maanden een regenton.",
        ),
        reason=Text(
            fr="L’eau de pluie arrose les potagers et soulage les égouts. Les écoles des autres réseaux "
            "peuvent demander le même modèle, au prix que la commune paie.",
            nl="Regenwater is goed voor de moestuin en ontlast de riool. Scholen van andere netten kunnen "
            "hetzelfde model bestellen, aan de prijs die de gemeente betaalt.",
        ),
        service="schools",
        by="sofie",
        days_ago=49,
        cost_cents=1_840_000,
        done_in_days=150,
        next=Milestone(Text(fr="Commande des citernes", nl="Bestelling van de regentonnen"), 21),
    ),
    Decision(
        idea="bike-boxes-pannenhuis",
        verdict="under_study",
        summary=Text(
            fr="Nous cherchons un emplacement et nous répondons dans les six semaines.",
            nl="We zoeken een plek en antwoorden binnen zes weken.",
            en="We are looking for a spot and will answer within six weeks.",
        ),
        reason=Text(
            fr="Le coin près des bulles à verre cache peut-être une entrée de câbles. Nous attendons le plan des réseaux.",
            nl="Onder de hoek bij de glasbollen lopen misschien kabels. We wachten op het plan van de leidingen.",
            en="There may be a cable shaft under the corner near the glass containers. We are waiting for "
            "the plan of the networks.",
        ),
        service="mobility",
        by="sofie",
        days_ago=62,
        next=Milestone(
            Text(fr="Plan des réseaux reçu", nl="Plan van de leidingen ontvangen", en="Plan of the cables received"), -30
        ),
    ),
    Decision(
        idea="bike-boxes-pannenhuis",
        verdict="accepted",
        summary=Text(
            fr="Oui : trois box à vélos, quinze places, à la place de deux voitures.",
            nl="Ja: drie fietsboxen met vijftien plaatsen, in de plaats van twee auto’s.",
            en="Yes: three bike boxes, fifteen places, in the space of two cars.",
        ),
        reason=Text(
            fr="Le sous-sol est libre quarante mètres plus loin. Les places vont d’abord aux personnes qui "
            "n’ont ni cave ni cour, puis par ordre d’inscription. Tarif réduit pour les petits revenus.",
            nl="Veertig meter verder is de ondergrond vrij. Wie geen kelder of koer heeft, gaat voor; "
            "daarna telt de volgorde van inschrijving. Voor lage inkomens geldt een lager tarief.",
            en="The ground is free forty metres further on. Places go first to people with no cellar or "
            "yard, then in order of registration. Small incomes pay a lower fee.",
        ),
        service="mobility",
        by="sofie",
        days_ago=20,
        cost_cents=1_450_000,
        done_in_days=120,
        next=Milestone(Text(fr="Ouverture des inscriptions", nl="Start van de inschrijvingen", en="Registration opens"), 45),
    ),
    Decision(
        idea="light-in-station-tunnel",
        verdict="accepted",
        summary=Text(
            fr="Oui : nouvel éclairage, mur clair et sol antidérapant.",
            nl="Ja: nieuwe lampen, een lichte muur en een vloer die niet glad wordt.",
        ),
        reason=Text(
            fr="Une visite du soir avec vingt voyageurs l’a confirmé : c’est l’endroit le plus évité du "
            "quartier. Le gestionnaire des voies est d’accord et répare l’écoulement d’eau. La fresque "
            "sera choisie avec l’académie.",
            nl="Een avondbezoek met twintig reizigers bevestigde het: dit is de plek die de buurt het meest "
            "mijdt. De spoorbeheerder gaat akkoord en herstelt de afvoer. De muurschildering kiezen we "
            "samen met de academie.",
        ),
        service="mobility",
        by="sofie",
        days_ago=66,
        cost_cents=4_620_000,
        done_in_days=75,
        next=Milestone(Text(fr="Pose des lampes", nl="Plaatsing van de lampen"), 18),
    ),
    Decision(
        idea="no-leaf-blowers",
        verdict="not_accepted",
        summary=Text(
            fr="Non pour une interdiction, mais les machines à essence disparaissent.",
            nl="Geen verbod, maar de toestellen op benzine verdwijnen wel.",
        ),
        reason=Text(
            fr="Sur les chemins, les feuilles mouillées font tomber des gens, et l’équipe ne peut pas tout "
            "ratisser à temps : il faudrait quatre personnes de plus. Sous les arbustes, les feuilles "
            "restent déjà sur place. Les souffleurs à essence sont remplacés par des appareils "
            "électriques, utilisés après 9 heures.",
            nl="Op de paden zijn natte bladeren gevaarlijk glad, en met harken raakt de ploeg niet op tijd "
            "rond: dan zijn er vier mensen meer nodig. Onder de struiken blijft het blad nu al liggen. "
            "De toestellen op benzine worden vervangen door elektrische, die we pas na 9 uur gebruiken.",
        ),
        service="green",
        by="sofie",
        days_ago=58,
    ),
    Decision(
        idea="drinking-fountains-park",
        verdict="accepted",
        summary=Text(fr="Oui : deux fontaines, avec un bec bas.", nl="Ja: twee drinkfonteinen, ook laag genoeg voor kinderen."),
        reason=Text(
            fr="La conduite passe déjà sous l’allée : le coût reste donc modeste. L’eau est contrôlée deux "
            "fois par an et coupée quand il gèle.",
            nl="De waterleiding loopt al onder de dreef, dus de kost blijft beperkt. Het water wordt twee "
            "keer per jaar gecontroleerd en bij vorst afgesloten.",
        ),
        service="green",
        by="sofie",
        days_ago=82,
        cost_cents=1_260_000,
        done_in_days=-24,
    ),
    Decision(
        idea="repair-cafe-esseghem",
        verdict="accepted",
        summary=Text(
            fr="Oui : la salle est à vous le deuxième samedi du mois.",
            nl="Ja: de zaal is voor u, elke tweede zaterdag van de maand.",
        ),
        reason=Text(
            fr="La commune prête la salle et paie l’assurance. Les bénévoles tiennent l’atelier. Après un "
            "an, nous regardons ensemble si une deuxième date est utile.",
            nl="De gemeente leent de zaal uit en betaalt de verzekering. De vrijwilligers doen de rest. Na "
            "een jaar bekijken we samen of er een tweede datum bij komt.",
        ),
        service="social",
        by="sofie",
        days_ago=79,
        cost_cents=180_000,
        done_in_days=-37,
    ),
    Decision(
        idea="tool-library",
        verdict="accepted",
        summary=Text(
            fr="Oui : soixante outils à emprunter avec une carte de bibliothèque.",
            nl="Ja: zestig toestellen te leen met uw bibkaart.",
            en="Yes: sixty tools to borrow with a library card.",
        ),
        reason=Text(
            fr="Les deux bibliothèques participent. Un atelier d’économie sociale entretient les outils. "
            "L’échelle ne fait pas partie de la liste : l’assurance la refuse.",
            nl="De twee bibliotheken doen mee. Een werkplaats uit de sociale economie onderhoudt het "
            "gereedschap. Een ladder zit er niet bij: de verzekering weigert die.",
            en="Both libraries take part. A social-economy workshop maintains the tools. A ladder is not on "
            "the list: the insurer refuses it.",
        ),
        service="social",
        by="sofie",
        days_ago=23,
        cost_cents=950_000,
        done_in_days=140,
        next=Milestone(
            Text(
                fr="Choix des outils avec les habitants",
                nl="Keuze van het gereedschap met bewoners",
                en="Residents choose the tools",
            ),
            30,
        ),
    ),
    Decision(
        idea="green-facades",
        verdict="partly_accepted",
        summary=Text(
            fr="En partie : nous ouvrons le trottoir, vous choisissez et payez la plante.",
            nl="Deels: wij breken de stoep open, u kiest en betaalt de plant.",
        ),
        reason=Text(
            fr="Nous ouvrons gratuitement le trottoir là où il reste un mètre cinquante de passage et où "
            "aucun câble ne passe. Nous n’offrons pas la plante : les essais montrent qu’une plante "
            "choisie par l’habitant est deux fois plus souvent arrosée. Les personnes à petit revenu "
            "reçoivent un bon.",
            nl="Waar er anderhalve meter doorgang blijft en geen kabel ligt, openen we de stoep gratis. De "
            "plant geven we niet: uit proeven blijkt dat mensen een plant die ze zelf kozen dubbel zo "
            "vaak water geven. Wie een laag inkomen heeft, krijgt een bon.",
        ),
        service="green",
        by="sofie",
        days_ago=18,
        cost_cents=800_000,
        done_in_days=200,
        next=Milestone(Text(fr="Première liste de rues", nl="Eerste lijst van straten"), 58),
    ),
    Decision(
        idea="compost-dieleghem",
        verdict="accepted",
        summary=Text(
            fr="Oui : le compost est installé et vingt foyers ont une clé.",
            nl="Ja: de compostbakken staan er en twintig gezinnen hebben een sleutel.",
        ),
        reason=Text(
            fr="Le terrain appartient à la commune et il y a deux maîtres-composteurs formés. S’il y a des "
            "odeurs, le service passe dans la semaine.",
            nl="De grond is van de gemeente en er zijn twee opgeleide compostmeesters. Ruikt het, dan komt "
            "de dienst binnen de week langs.",
        ),
        service="green",
        by="sofie",
        days_ago=76,
        cost_cents=340_000,
        done_in_days=-31,
    ),
    Decision(
        idea="community-garden-heymbosch",
        verdict="partly_accepted",
        summary=Text(
            fr="En partie : un potager sur la moitié du terrain, pour cinq ans.",
            nl="Deels: een samentuin op de helft van het terrein, voor vijf jaar.",
        ),
        reason=Text(
            fr="L’autre moitié est réservée à une crèche, dont le permis est demandé. Le sol a été "
            "analysé : on peut y cultiver, mais en bacs près de la rue. La cuisine d’été n’est pas "
            "retenue, faute d’eau chaude et d’égout.",
            nl="De andere helft is voorbehouden voor een crèche; de vergunning is aangevraagd. De bodem is "
            "onderzocht: telen mag, maar aan de straatkant in bakken. De buitenkeuken komt er niet, want "
            "er is geen warm water en geen riool.",
        ),
        service="green",
        by="sofie",
        days_ago=28,
        cost_cents=1_100_000,
        done_in_days=170,
        next=Milestone(Text(fr="Réunion des futurs jardiniers", nl="Bijeenkomst van de toekomstige tuiniers"), 26),
    ),
    Decision(
        idea="solar-school-roofs",
        verdict="accepted",
        summary=Text(
            fr="Oui : quatre toits d’école, et une communauté d’énergie ouverte aux locataires.",
            nl="Ja: vier schooldaken en een energiegemeenschap waar ook huurders in kunnen.",
            en="Yes: four school roofs, and an energy community open to tenants.",
        ),
        reason=Text(
            fr="Quatre toits sur onze peuvent porter les panneaux. Le surplus est vendu moins cher aux "
            "voisins, locataires compris. Pour les sept autres toits, il faut d’abord refaire "
            "l’étanchéité.",
            nl="Vier van de elf daken kunnen de panelen dragen. De buren, ook huurders, kopen het overschot "
            "aan een lagere prijs. De zeven andere daken moeten eerst waterdicht gemaakt worden.",
            en="Four roofs in eleven can carry the panels. The surplus is sold to neighbours for less, "
            "tenants included. The other seven roofs must be made watertight first.",
        ),
        service="housing",
        by="sofie",
        days_ago=52,
        cost_cents=21_500_000,
        done_in_days=240,
        next=Milestone(Text(fr="Choix de l’installateur", nl="Keuze van de installateur", en="Installer chosen"), 52),
    ),
    Decision(
        idea="thermal-camera",
        verdict="accepted",
        summary=Text(
            fr="Oui : deux caméras se prêtent au guichet, gratuitement.",
            nl="Ja: aan het loket kunt u gratis een van de twee camera’s lenen.",
        ),
        reason=Text(
            fr="Le prêt dure trois jours, contre une caution. Une fiche en images explique la lecture. Les "
            "conseillers en énergie regardent vos photos avec vous si vous le souhaitez.",
            nl="U leent ze drie dagen, met een waarborg. Een blad met foto’s legt uit hoe u de beelden "
            "leest. De energieadviseurs bekijken ze met u als u dat wilt.",
        ),
        service="housing",
        by="sofie",
        days_ago=87,
        cost_cents=210_000,
        done_in_days=-52,
    ),
    Decision(
        idea="cool-room-seniors",
        verdict="accepted",
        summary=Text(
            fr="Oui : une salle fraîche ouvre chaque jour de canicule, et un minibus vient vous chercher.",
            nl="Ja: bij een hittegolf is er elke dag een koele zaal open, en een busje komt u halen.",
        ),
        reason=Text(
            fr="La salle du rez-de-chaussée de la maison communale reste sous 25 degrés sans climatisation. "
            "Des bénévoles appellent les personnes inscrites sur la liste du CPAS. L’ouverture de nuit "
            "est à l’étude : il faut d’abord trouver du personnel.",
            nl="De zaal op het gelijkvloers van het gemeentehuis blijft onder 25 graden zonder airco. "
            "Vrijwilligers bellen wie op de lijst van het OCMW staat. Of ze ook ’s nachts open kan, "
            "onderzoeken we nog: daarvoor is personeel nodig.",
        ),
        service="social",
        by="sofie",
        days_ago=31,
        cost_cents=1_650_000,
        done_in_days=190,
        next=Milestone(Text(fr="Appel aux bénévoles", nl="Oproep aan vrijwilligers"), 95),
    ),
    Decision(
        idea="car-free-square",
        verdict="partly_accepted",
        summary=Text(
            fr="En partie : un dimanche par mois, d’avril à octobre.", nl="Deels: één zondag per maand, van april tot oktober."
        ),
        reason=Text(
            fr="La fermeture de chaque dimanche déplacerait le bus vers une rue trop étroite pour lui. Une "
            "fois par mois, il suit une déviation plus longue que le transporteur accepte. Nous comptons "
            "les passants et le chiffre des commerces, et nous publions le bilan.",
            nl="Als het plein elke zondag dicht is, moet de bus door een straat die te smal is. Eén keer "
            "per maand volgt hij een langere omleiding, en daar gaat de vervoersmaatschappij mee "
            "akkoord. We tellen voorbijgangers en omzet, en publiceren de resultaten.",
        ),
        service="mobility",
        by="sofie",
        days_ago=33,
        cost_cents=420_000,
        done_in_days=230,
        next=Milestone(Text(fr="Premier dimanche sans voitures", nl="Eerste zondag zonder auto’s"), 138),
    ),
    Decision(
        idea="bike-lane-smet-de-naeyer",
        verdict="not_accepted",
        summary=Text(
            fr="Non : le boulevard appartient à la Région. Nous lui avons transmis l’idée avec notre appui.",
            nl="Nee: de laan is van het Gewest. We gaven het idee door, met onze steun.",
        ),
        reason=Text(
            fr="La commune ne peut pas faire de travaux sur une voirie régionale. Le collège a écrit à la "
            "Région pour demander la séparation et a dit combien d’entre vous la soutiennent. Sa réponse "
            "sera publiée ici. En attendant, nous fléchons un itinéraire parallèle par les petites rues.",
            nl="De gemeente mag geen werken uitvoeren op een gewestweg. Het college vroeg het Gewest "
            "schriftelijk om een afgescheiden fietspad en vermeldde hoeveel mensen het idee steunen. Het "
            "antwoord komt hier. Intussen duiden we een route aan langs de kleine straten.",
        ),
        service="mobility",
        by="sofie",
        days_ago=55,
    ),
    Decision(
        idea="night-bus",
        verdict="not_accepted",
        summary=Text(
            fr="Non : les bus dépendent de la Région. Une autre aide existe déjà.",
            nl="Nee: over de bussen beslist het Gewest. Er bestaat wel al een andere hulp.",
            en="No: buses are up to the Region. Another kind of help already exists.",
        ),
        reason=Text(
            fr="La commune n’organise pas de bus de ligne. Elle a transmis l’idée au transporteur, qui dit "
            "ne pas prévoir de bus de nuit en semaine pour l’instant. Les personnes qui travaillent la "
            "nuit peuvent demander des trajets en taxi à prix réduit : le guichet social aide à remplir "
            "la demande.",
            nl="De gemeente organiseert geen lijnbussen. We gaven het idee door aan de "
            "vervoersmaatschappij, maar die plant voorlopig geen nachtbus in de week. Wie ’s nachts "
            "werkt, kan taxiritten aan een lager tarief aanvragen: het sociaal loket helpt u daarbij.",
            en="The commune does not run scheduled buses. It passed the idea on to the operator, which does "
            "not plan weekday night buses for now. People who work at night can ask for taxi rides at a "
            "lower price: the social desk helps with the form.",
        ),
        service="mobility",
        by="sofie",
        days_ago=44,
    ),
    Decision(
        idea="adopt-a-tree-pit",
        verdict="accepted",
        summary=Text(
            fr="Oui : inscrivez-vous, et le pied de l’arbre est à vous.", nl="Ja: schrijf u in en de boomspiegel is van u."
        ),
        reason=Text(
            fr="Quarante pieds d’arbres ont déjà leur jardinière ou leur jardinier. Vous recevez des "
            "graines et un petit panneau. Une règle : pas de plante grimpante et pas de clôture, pour "
            "laisser respirer l’arbre.",
            nl="Voor veertig boomspiegels zorgt nu al iemand uit de buurt. U krijgt zaad en een bordje. Eén "
            "regel: geen klimplanten en geen hekje, zodat de boom kan ademen.",
        ),
        service="green",
        by="sofie",
        days_ago=90,
        cost_cents=120_000,
        done_in_days=-58,
    ),
    Decision(
        idea="energy-advice-languages",
        verdict="accepted",
        summary=Text(
            fr="Oui : des conseils en six langues, et des lettres plus simples.",
            nl="Ja: advies in zes talen, en eenvoudigere brieven.",
            en="Yes: advice in six languages, and simpler letters.",
        ),
        reason=Text(
            fr="Des interprètes bénévoles accompagnent le conseiller deux demi-journées par semaine, en "
            "arabe, portugais, turc, ukrainien, roumain et anglais. Les lettres types sont réécrites et "
            "relues par des personnes qui apprennent la langue.",
            nl="Twee halve dagen per week gaan vrijwillige tolken met de adviseur mee, voor Arabisch, "
            "Portugees, Turks, Oekraïens, Roemeens en Engels. De standaardbrieven worden herschreven en "
            "nagelezen door mensen die de taal leren.",
            en="Volunteer interpreters go with the adviser two half-days a week, for Arabic, Portuguese, "
            "Turkish, Ukrainian, Romanian and English. Standard letters are rewritten, and read over by "
            "people who are learning the language.",
        ),
        service="housing",
        by="sofie",
        days_ago=16,
        cost_cents=620_000,
        done_in_days=110,
        next=Milestone(Text(fr="Formation des interprètes", nl="Opleiding van de tolken", en="Interpreters trained"), 40),
    ),
    Decision(
        idea="benches-on-canal",
        verdict="accepted",
        summary=Text(
            fr="Oui : douze bancs, dont sept sous une pergola.", nl="Ja: twaalf banken, waarvan zeven onder een pergola."
        ),
        reason=Text(
            fr="Le quai est large et peu de lieux au frais existent dans ces quartiers denses. Les plantes "
            "grimpantes couvriront les pergolas en trois ans ; d’ici là, des lattes de bois donnent de "
            "l’ombre.",
            nl="De kade is breed en in deze dichtbebouwde wijken zijn er weinig koele plekken. Over drie "
            "jaar hebben de klimplanten de pergola’s bedekt; tot dan geven houten latten schaduw.",
        ),
        service="region-environment",
        by="tom",
        days_ago=47,
        cost_cents=8_700_000,
        done_in_days=130,
        next=Milestone(Text(fr="Fondations des pergolas", nl="Fundering van de pergola’s"), 35),
    ),
    Decision(
        idea="mist-at-stops",
        verdict="not_accepted",
        summary=Text(fr="Non pour la brume, oui pour l’ombre à ces arrêts.", nl="Geen nevel, wel schaduw aan deze haltes."),
        reason=Text(
            fr="L’eau stagnante dans les tuyaux peut porter des bactéries dangereuses pour les poumons. Il "
            "faudrait un contrôle chaque semaine, pour un effet de quelques minutes. À la gare du Nord, "
            "un toit végétal protégera mieux les personnes qui attendent.",
            nl="Stilstaand water in de leidingen kan bacteriën bevatten die gevaarlijk zijn voor de longen. "
            "Elke week controleren is duur, en het effect duurt maar enkele minuten. Aan het "
            "Noordstation beschermt een groendak de wachtende reizigers beter.",
        ),
        service="region-environment",
        by="tom",
        days_ago=35,
    ),
    Decision(
        idea="map-of-cool-places",
        verdict="accepted",
        summary=Text(
            fr="Oui : la carte existe, en ligne et sur papier, dans trois langues.",
            nl="Ja: de kaart is er, online en op papier, in drie talen.",
            en="Yes: the map is there, online and on paper, in three languages.",
        ),
        reason=Text(
            fr="Elle montre 160 lieux avec leurs heures, l’eau, les toilettes et l’accès en fauteuil. Les "
            "pharmacies et les guichets la distribuent. Elle est revue chaque printemps.",
            nl="Ze toont 160 plekken met openingsuren, water, toiletten en toegang voor rolstoelen. U vindt "
            "ze bij de apotheek en aan het loket. Elke lente kijken we ze na.",
            en="It shows 160 places with their hours, water, toilets and wheelchair access. Pharmacies and "
            "counters hand it out. It is reviewed every spring.",
        ),
        service="region-environment",
        by="tom",
        days_ago=60,
        cost_cents=1_980_000,
        done_in_days=-12,
    ),
    Decision(
        idea="trees-gare-du-nord",
        verdict="partly_accepted",
        summary=Text(
            fr="En partie : six arbres en pleine terre et quatre en grands bacs arrosés.",
            nl="Deels: zes bomen in volle grond en vier in grote bakken met irrigatie.",
        ),
        reason=Text(
            fr="Sous une grande partie de la place se trouvent les tunnels : la dalle ne porte pas le poids "
            "d’un arbre adulte. Six endroits le permettent. Aux quatre autres, les bacs sont reliés à "
            "une citerne d’eau de pluie pour ne pas sécher en été.",
            nl="Onder een groot deel van het plein liggen tunnels: daar kan geen volwassen boom staan. Op "
            "zes plekken kan het wel. Op de vier andere komen er bakken met een regenwaterput, zodat ze "
            "in de zomer niet uitdrogen.",
        ),
        service="region-environment",
        by="tom",
        days_ago=25,
        cost_cents=16_400_000,
        done_in_days=330,
        next=Milestone(Text(fr="Sondages du sol", nl="Bodemonderzoek"), 28),
    ),
    Decision(
        idea="swim-in-canal",
        verdict="not_accepted",
        summary=Text(
            fr="Non, l’eau du canal n’est pas saine. Un bassin en plein air est étudié ailleurs.",
            nl="Nee, het kanaalwater is niet gezond. We onderzoeken een openluchtbad op een andere plek.",
            en="No, the canal water is not healthy. An open-air pool is being studied elsewhere.",
        ),
        reason=Text(
            fr="À chaque gros orage, les égouts débordent dans le canal. Les mesures de l’été dépassent "
            "souvent la limite pour la baignade, et les bateaux passent à moins de dix mètres. Filtrer "
            "un bassin coûterait plus que d’en construire un neuf. Nous étudions donc un bassin fermé, "
            "alimenté en eau propre.",
            nl="Bij elk zwaar onweer loopt de riool over in het kanaal. De zomermetingen liggen vaak boven "
            "de norm voor zwemwater, en de schepen varen op minder dan tien meter. Een bekken filteren "
            "is duurder dan een nieuw bouwen. Daarom onderzoeken we een gesloten bad met zuiver water.",
            en="In every heavy storm the sewers overflow into the canal. Summer readings are often above "
            "the limit for bathing, and barges pass within ten metres. Filtering a basin would cost more "
            "than building a new one. So we are studying an enclosed pool with clean water.",
        ),
        service="region-environment",
        by="tom",
        days_ago=22,
    ),
    Decision(
        idea="open-churches",
        verdict="accepted",
        summary=Text(
            fr="Oui : onze lieux de culte et salles ouvrent leurs portes en cas de canicule.",
            nl="Ja: elf gebedshuizen en zalen openen hun deuren bij een hittegolf.",
        ),
        reason=Text(
            fr="Les lieux sont volontaires. La Région prête les chaises, fournit l’eau et paie l’assurance. "
            "L’ouverture suit l’alerte chaleur officielle, de midi à 19 heures.",
            nl="De plekken doen vrijwillig mee. Het Gewest leent stoelen, zorgt voor water en betaalt de "
            "verzekering. Ze gaan open zodra de officiële hittewaarschuwing geldt, van 12 tot 19 uur.",
        ),
        service="region-environment",
        by="tom",
        days_ago=14,
        cost_cents=540_000,
        done_in_days=200,
        next=Milestone(Text(fr="Convention signée avec les lieux", nl="Afspraken ondertekend met de plekken"), 70),
    ),
    Decision(
        idea="school-street-esseghem",
        verdict="accepted",
        summary=Text(
            fr="Oui : la rue ferme une demi-heure matin et après-midi.",
            nl="Ja: de straat gaat ’s morgens en ’s namiddags een halfuur dicht.",
        ),
        reason=Text(
            fr="Sept riverains sur dix sont d’accord après l’essai. Les habitants, les soins à domicile et "
            "les secours passent toujours.",
            nl="Na de proef gaan zeven buren op tien akkoord. Bewoners, thuiszorg en hulpdiensten mogen er altijd door.",
        ),
        service="schools",
        by="sofie",
        days_ago=460,
        cost_cents=680_000,
        done_in_days=-300,
    ),
    Decision(
        idea="bike-stands",
        verdict="accepted",
        summary=Text(
            fr="Oui : vingt arceaux devant trois écoles, et une pompe.", nl="Ja: twintig beugels voor drie scholen, met een pomp."
        ),
        reason=Text(
            fr="Chaque école perd deux places de parking et gagne vingt places pour vélos. La quatrième "
            "école a préféré les mettre dans sa cour.",
            nl="Elke school verliest twee parkeerplaatsen en wint twintig plaatsen voor fietsen. De vierde "
            "school zette ze liever op de speelplaats.",
        ),
        service="schools",
        by="sofie",
        days_ago=455,
        cost_cents=430_000,
        done_in_days=-350,
    ),
    Decision(
        idea="walking-bus",
        verdict="accepted",
        summary=Text(
            fr="Oui : trois lignes, des gilets et une assurance.",
            nl="Ja: drie lijnen, met hesjes en een verzekering.",
            en="Yes: three lines, yellow vests and insurance.",
        ),
        reason=Text(
            fr="Vingt-deux parents se relaient. La commune paie l’assurance et trace les arrêts au sol. Si "
            "une ligne a moins de deux adultes, elle ne part pas et l’école prévient les familles.",
            nl="Tweeëntwintig ouders wisselen elkaar af. De gemeente betaalt de verzekering en tekent de "
            "haltes op de grond. Zijn er minder dan twee volwassenen, dan vertrekt de lijn niet en "
            "verwittigt de school de gezinnen.",
            en="Twenty-two parents take turns. The commune pays the insurance and paints the stops on the "
            "ground. A line with fewer than two adults does not leave, and the school tells the families.",
        ),
        service="schools",
        by="sofie",
        days_ago=450,
        cost_cents=90_000,
        done_in_days=-380,
    ),
    Decision(
        idea="electric-bollards",
        verdict="not_accepted",
        summary=Text(fr="Non : trop cher et trop souvent en panne.", nl="Nee: te duur en te vaak stuk."),
        reason=Text(
            fr="Une paire de bornes coûte autant que dix ans de barrières, sans compter l’entretien. Dans "
            "la commune voisine, elles ont bloqué une ambulance deux fois. Pour soulager les bénévoles, "
            "nous avons choisi des barrières légères sur roulettes.",
            nl="Twee paaltjes kosten evenveel als tien jaar hekken, en dan komt het onderhoud er nog bij. "
            "In een buurgemeente hielden ze twee keer een ziekenwagen tegen. Om de vrijwilligers te "
            "helpen kozen we lichte hekken op wieltjes.",
        ),
        service="mobility",
        by="sofie",
        days_ago=440,
    ),
    Decision(
        idea="street-open-until-six",
        verdict="partly_accepted",
        summary=Text(
            fr="En partie : le mercredi jusqu’à 16 heures, pas les autres jours.",
            nl="Deels: op woensdag tot 16 uur, niet op de andere dagen.",
        ),
        reason=Text(
            fr="Les commerçants reçoivent leurs livraisons entre 16 et 18 heures, et les riverains "
            "consultés ont dit non aux autres jours à six contre quatre. Le mercredi, les livraisons "
            "sont déplacées au matin.",
            nl="De winkels krijgen hun leveringen tussen 16 en 18 uur, en zes op de tien bevraagde buren "
            "zeiden nee voor de andere dagen. Op woensdag gebeuren de leveringen in de voormiddag.",
        ),
        service="schools",
        by="sofie",
        days_ago=430,
        cost_cents=60_000,
        done_in_days=-290,
    ),
    Decision(
        idea="ping-pong-table",
        verdict="accepted",
        summary=Text(
            fr="Oui : une table en béton, placée pendant les travaux.", nl="Ja: een betonnen tafel, geplaatst tijdens de werken."
        ),
        reason=Text(
            fr="Elle se place côté ouest, loin des fenêtres des chambres, comme l’ont demandé les "
            "riverains. La maison de jeunes prête les raquettes.",
            nl="Ze komt aan de westkant, ver van de slaapkamerramen, zoals de buren vroegen. Het jeugdhuis "
            "leent de palletjes uit.",
        ),
        service="sg-public-space",
        by="nadia",
        days_ago=17,
        cost_cents=390_000,
        done_in_days=130,
        next=Milestone(Text(fr="Commande de la table", nl="Bestelling van de tafel"), 24),
    ),
    Decision(
        idea="warm-light",
        verdict="accepted",
        summary=Text(fr="Oui : une lumière chaude, plus faible après minuit.", nl="Ja: warm licht, zwakker na middernacht."),
        reason=Text(
            fr="Les lampes prévues sont remplacées par un modèle plus chaud, sans surcoût. Deux lampes "
            "s’ajoutent aux coins sombres, repérés lors d’une marche du soir.",
            nl="De geplande lampen worden vervangen door een warmer model, zonder meerkost. Er komen twee "
            "lampen bij in de donkere hoeken die we tijdens een avondwandeling aanduidden.",
        ),
        service="sg-public-space",
        by="nadia",
        days_ago=11,
        cost_cents=2_250_000,
        done_in_days=145,
        next=Milestone(Text(fr="Essai d’une lampe sur la place", nl="Proeflamp op het plein"), 33),
    ),
)

MILESTONES: tuple[IdeaMilestones, ...] = (
    IdeaMilestones(
        idea="rain-barrel-schools",
        steps=(
            Milestone(Text(fr="Visite des onze cours d’école", nl="Bezoek aan de elf speelplaatsen"), -30),
            Milestone(Text(fr="Commande des citernes", nl="Bestelling van de regentonnen"), 21),
            Milestone(Text(fr="Pose dans les quatre premières écoles", nl="Plaatsing in de eerste vier scholen"), 105),
            Milestone(Text(fr="Toutes les écoles équipées", nl="Alle scholen klaar"), 150),
        ),
    ),
    IdeaMilestones(
        idea="light-in-station-tunnel",
        steps=(
            Milestone(Text(fr="Visite du soir avec les voyageurs", nl="Avondbezoek met reizigers"), -92),
            Milestone(Text(fr="Écoulement réparé", nl="Afvoer hersteld"), -28),
            Milestone(Text(fr="Pose des lampes", nl="Plaatsing van de lampen"), 18),
            Milestone(Text(fr="Mur repeint et sol terminé", nl="Muur geschilderd en vloer klaar"), 75),
        ),
    ),
    IdeaMilestones(
        idea="solar-school-roofs",
        steps=(
            Milestone(Text(fr="Contrôle des onze toits", nl="Controle van de elf daken", en="Eleven roofs checked"), -40),
            Milestone(Text(fr="Choix de l’installateur", nl="Keuze van de installateur", en="Installer chosen"), 52),
            Milestone(Text(fr="Pose des panneaux", nl="Plaatsing van de panelen", en="Panels installed"), 160),
            Milestone(
                Text(fr="Premiers kilowattheures partagés", nl="Eerste gedeelde kilowattuur", en="First shared kilowatt-hours"),
                240,
            ),
        ),
    ),
    IdeaMilestones(
        idea="benches-on-canal",
        steps=(
            Milestone(Text(fr="Choix du modèle avec les riverains", nl="Keuze van het model met de buren"), -20),
            Milestone(Text(fr="Fondations des pergolas", nl="Fundering van de pergola’s"), 35),
            Milestone(Text(fr="Pose des bancs", nl="Plaatsing van de banken"), 130),
        ),
    ),
    IdeaMilestones(
        idea="ping-pong-table",
        steps=(
            Milestone(Text(fr="Commande de la table", nl="Bestelling van de tafel"), 24),
            Milestone(Text(fr="Pose de la table", nl="Plaatsing van de tafel"), 130),
        ),
    ),
    IdeaMilestones(
        idea="drinking-fountains-park",
        steps=(
            Milestone(Text(fr="Tranchée et raccordement", nl="Sleuf en aansluiting"), -60),
            Milestone(Text(fr="Les deux fontaines coulent", nl="De twee fonteinen werken"), -24),
        ),
    ),
    IdeaMilestones(
        idea="repair-cafe-esseghem",
        steps=(
            Milestone(Text(fr="Assurance signée", nl="Verzekering ondertekend"), -70),
            Milestone(
                Text(fr="Premier repair café : 41 objets, 29 réparés", nl="Eerste repair café: 41 voorwerpen, 29 hersteld"), -37
            ),
        ),
    ),
    IdeaMilestones(
        idea="compost-dieleghem",
        steps=(
            Milestone(Text(fr="Deux maîtres-composteurs formés", nl="Twee compostmeesters opgeleid"), -62),
            Milestone(Text(fr="Ouverture du compost", nl="Opening van de compostplek"), -31),
        ),
    ),
    IdeaMilestones(
        idea="thermal-camera", steps=(Milestone(Text(fr="Premier prêt au guichet", nl="Eerste uitlening aan het loket"), -52),)
    ),
    IdeaMilestones(
        idea="adopt-a-tree-pit",
        steps=(
            Milestone(Text(fr="Ouverture des inscriptions", nl="Start van de inschrijvingen"), -80),
            Milestone(Text(fr="Quarante pieds d’arbres adoptés", nl="Veertig boomspiegels geadopteerd"), -58),
        ),
    ),
    IdeaMilestones(
        idea="map-of-cool-places",
        steps=(
            Milestone(
                Text(
                    fr="Relecture par vingt pharmacies", nl="Nagelezen door twintig apotheken", en="Checked by twenty pharmacies"
                ),
                -45,
            ),
            Milestone(
                Text(fr="Carte en ligne et distribuée", nl="Kaart online en verspreid", en="Map online and handed out"), -12
            ),
        ),
    ),
    IdeaMilestones(
        idea="school-street-esseghem",
        steps=(
            Milestone(Text(fr="Début de l’essai", nl="Start van de proef"), -400),
            Milestone(Text(fr="La rue scolaire devient définitive", nl="De schoolstraat blijft"), -300),
        ),
    ),
    IdeaMilestones(
        idea="bike-stands", steps=(Milestone(Text(fr="Arceaux et pompe installés", nl="Beugels en pomp geplaatst"), -350),)
    ),
    IdeaMilestones(
        idea="walking-bus",
        steps=(
            Milestone(Text(fr="Première ligne en route", nl="Eerste lijn op weg", en="First line under way"), -400),
            Milestone(Text(fr="Trois lignes chaque matin", nl="Drie lijnen, elke ochtend", en="Three lines every morning"), -380),
        ),
    ),
)
