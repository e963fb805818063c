// Keeps a document alive: acts without reload, filters in place, numbers that move, text that is not lost.
// Everything here has a native twin: without this script the same forms and links work by loading a page.

const SHORTLY = 500; // ms after the last key before what is typed is sent
const TOAST = 8000; // ms a toast stays, longer while it is looked at
const PATIENCE = 12000; // ms before an act without answer may be tried again

const connected = () => Boolean(window.socket?.connected && window.did_handshake);
const byId = (id) => document.getElementById(id);
const actionOf = (form, button) => button?.getAttribute("formaction") || form.getAttribute("action") || location.href;
const carriesFiles = (form) => [...form.elements].some((field) => field.type === "file" && field.files.length);
const leadsHere = (address) => new URL(address, location.href).origin === location.origin;

function valuesOf(form, button) {
  const values = {};
  const data = button?.name ? new FormData(form, button) : new FormData(form);
  for (const [name, value] of data) if (typeof value === "string") (values[name] ??= []).push(value);
  return values;
}

export default {
  render: () => null,

  mounted() {
    this.sent = new Map(); // number → the form that waits for an answer
    this.number = 0;
    this.timers = new WeakMap();
    this.unsent = new Set(); // watched forms with changes the server has not seen
    this.here = location.pathname + location.search;
    document.documentElement.classList.add("alive");
    document.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("click", (event) => this.clicked(event));
    document.addEventListener("input", (event) => this.typed(event));
    document.addEventListener("change", (event) => this.changed(event));
    document.addEventListener("keydown", (event) => {
      const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
      if (menu) (menu.open = false), menu.querySelector("summary").focus();
    });
    addEventListener("pagehide", () => this.unsent.forEach((form) => this.flush(form)));
    addEventListener("popstate", () => {
      if (location.pathname + location.search !== this.here) this.load(location.href, ["main"], "");
    });
    this.restore();
    this.unpack();
  },

  methods: {
    // ── Acts ──
    submitted(event) {
      const form = event.target;
      const button = event.submitter;
      if (event.defaultPrevented || !leadsHere(actionOf(form, button))) return;
      if (form.dataset.swap && form.method === "get") {
        event.preventDefault();
        return this.search(form, "push");
      }
      if (form.getAttribute("aria-busy") === "true") return event.preventDefault();
      clearTimeout(this.timers.get(form)?.later); // all of it is being sent: a draft saved after it would come back
      this.unsent.delete(form);
      const byFetch = "act" in form.dataset && carriesFiles(form);
      if (!("act" in form.dataset) || !(byFetch || connected())) {
        // natively: what was typed stays in the browser's own history if this fails
        this.busy(form, 3000);
        return this.done(form);
      }
      event.preventDefault();
      byFetch ? this.post(form, actionOf(form, button)) : this.send(form, actionOf(form, button), valuesOf(form, button));
    },

    send(form, address, values) {
      const number = ++this.number;
      this.sent.set(number, form);
      this.busy(form, PATIENCE, () => this.sent.delete(number) && this.say(this.sentence("lost")));
      this.$emit("act", { number, address, form: values });
    },

    async post(form, address) {
      this.busy(form, 60000);
      try {
        const answer = await fetch(address, { method: "POST", body: new FormData(form), headers: this.headers() });
        if (!answer.ok) throw answer;
        this.apply(await answer.json(), form);
      } catch {
        this.free(form);
        this.say(this.sentence("lost"));
      }
    },

    busy(form, patience, whenLost) {
      form.setAttribute("aria-busy", "true");
      clearTimeout(this.timers.get(form)?.busy);
      const busy = setTimeout(() => (this.free(form), whenLost?.()), patience);
      this.timers.set(form, { ...this.timers.get(form), busy });
    },

    free(form) {
      clearTimeout(this.timers.get(form)?.busy);
      form.removeAttribute("aria-busy");
    },

    // The server's answer to an act.
    apply(answer, form = this.sent.get(answer.number)) {
      this.sent.delete(answer.number);
      if (form) this.free(form);
      if (form && answer.done && !form.watching) this.done(form);
      if (answer.go) {
        this.pack(answer);
        const target = new URL(answer.go, location.href);
        if (target.pathname + target.search === this.here && !target.hash) return location.reload();
        return location.assign(target);
      }
      for (const [id, html] of Object.entries(answer.fragments ?? {})) this.replace(byId(id), html);
      for (const one of document.querySelectorAll("form[data-keep], form[data-watch]"))
        if (sessionStorage.getItem(this.place(one))) this.keep(one); // with what the server changed in it
      if (answer.main) {
        document.title = answer.title;
        byId("main").outerHTML = answer.main;
        scrollTo(0, 0);
        (byId("errors") ?? byId("main")).focus({ preventScroll: true });
      }
      if (answer.toast) this.toast(answer.toast, answer.error);
      if (answer.focus) byId(answer.focus)?.focus();
      if (answer.announce) this.announce(answer.announce);
    },

    // A toast travels along when an act leads to another page.
    pack({ toast, error }) {
      if (toast) try { sessionStorage.setItem("toast", JSON.stringify({ toast, error })); } catch { /* only a comfort */ }
    },

    unpack() {
      const kept = JSON.parse(sessionStorage.getItem("toast") ?? "null");
      sessionStorage.removeItem("toast");
      if (kept) this.toast(kept.toast, kept.error);
    },

    // ── Replacing parts, and keeping the reader's place ──
    replace(old, html, keepTyped = true) {
      if (!old) return;
      const active = old.contains(document.activeElement) ? document.activeElement : null;
      const form = active?.closest("form");
      const caret = active && "selectionStart" in active ? active.selectionStart : null;
      const template = document.createElement("template");
      template.innerHTML = html;
      const fresh = template.content.firstElementChild;
      if (!fresh) return old.remove();
      old.replaceWith(fresh);
      if (!active) return;
      const same =
        (active.id && byId(active.id)) ||
        (active.name && fresh.querySelector(`[name="${CSS.escape(active.name)}"]`)) ||
        (form && fresh.querySelector(`form[action="${CSS.escape(form.getAttribute("action") ?? "")}"] [type=submit]`)) ||
        fresh.querySelector("button:not(:disabled), a[href], input, select, textarea");
      if (keepTyped && same && caret !== null && typeof active.value === "string" && same.tagName === active.tagName) {
        same.value = active.value;
        same.focus();
        try { same.setSelectionRange(caret, caret); } catch { /* this kind of field has no caret */ }
      } else (same ?? byId("main")).focus({ preventScroll: true });
    },

    headers() {
      return { "X-Document": "plain", "X-Client": window.clientId ?? "" };
    },

    // Fetch an address and put some of its parts in the place of ours.
    async load(address, ids, remember) {
      this.asked?.abort();
      const asked = (this.asked = new AbortController());
      const places = ids.map(byId).filter(Boolean);
      places.forEach((place) => place.setAttribute("aria-busy", "true"));
      try {
        const answer = await fetch(address, { headers: this.headers(), signal: asked.signal });
        if (!answer.ok || answer.redirected) return location.assign(address);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const id of [...ids, "languages"]) {
          const fresh = page.getElementById(id);
          if (fresh) this.replace(byId(id), fresh.outerHTML, Boolean(remember)); // a step back undoes what was typed too
        }
        document.title = page.title;
        if (remember) history[remember + "State"](null, "", address);
        this.here = location.pathname + location.search;
        const status = ids.map((id) => page.getElementById(id)?.querySelector("[role=status]")).find(Boolean);
        if (status && !ids.includes("main")) this.announce(status.textContent);
      } catch (error) {
        if (error.name === "AbortError") return;
        places.forEach((place) => place.removeAttribute("aria-busy"));
        location.assign(address);
      }
    },

    search(form, remember) {
      const wishes = new URLSearchParams();
      for (const [name, value] of new FormData(form)) if (typeof value === "string" && value) wishes.append(name, value);
      const query = wishes.toString();
      const address = actionOf(form).split("?")[0] + (query ? "?" + query : "");
      return this.load(address, form.dataset.swap.split(" "), remember);
    },

    async more(link) {
      if (link.getAttribute("aria-busy")) return;
      link.setAttribute("aria-busy", "true");
      try {
        const answer = await fetch(link.href, { headers: this.headers() });
        if (!answer.ok) throw answer;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = [...(page.getElementById(link.dataset.more)?.children ?? [])].filter((one) => !one.id || !byId(one.id));
        byId(link.dataset.more).append(...fresh);
        history.replaceState(null, "", link.href);
        this.here = location.pathname + location.search;
        const next = page.querySelector(`a[data-more="${CSS.escape(link.dataset.more)}"]`);
        next ? link.replaceWith(next) : link.remove();
        fresh[0]?.querySelector("a[href], button")?.focus();
      } catch {
        location.assign(link.href);
      }
    },

    // ── Clicks, keys and choices ──
    clicked(event) {
      const link = event.target.closest?.("a[data-swap], a[data-more]");
      if (link && !event.defaultPrevented && !event.button && !(event.metaKey || event.ctrlKey || event.shiftKey)) {
        event.preventDefault();
        return link.dataset.more ? this.more(link) : this.load(link.href, link.dataset.swap.split(" "), "push");
      }
      const button = event.target.closest?.("[data-close], [data-copy], [data-share]");
      if (button?.dataset.close !== undefined) button.closest(".toast")?.remove();
      if (button?.dataset.copy) this.copy(button.dataset.copy);
      if (button?.dataset.share !== undefined) this.share(button.dataset.share || location.href);
      document.querySelectorAll("details.menu[open]").forEach((menu) => {
        if (!menu.contains(event.target)) menu.open = false;
      });
    },

    typed(event) {
      const form = event.target.form;
      if (!form) return;
      this.keep(form);
      if (form.dataset.watch) {
        this.unsent.add(form);
        this.later(form, SHORTLY, () => this.flush(form));
      }
      if (form.dataset.swap && event.target.matches("[type=search], [type=text]"))
        this.later(form, 350, () => this.search(form, form.searching === this.here ? "replace" : "push").then(() => {
          form.searching = this.here; // one step back for one search, not for each letter
        }));
    },

    changed(event) {
      const field = event.target;
      if (!field.form) return;
      if ("upload" in field.dataset && field.files?.length) return field.form.requestSubmit();
      if (field.form.dataset.swap && field.matches("select, [type=checkbox], [type=radio], [type=date]"))
        this.search(field.form, "push");
    },

    later(form, delay, then) {
      clearTimeout(this.timers.get(form)?.later);
      this.timers.set(form, { ...this.timers.get(form), later: setTimeout(then, delay) });
    },

    // What is being typed, sent to the server: over the socket, or on the way out.
    flush(form) {
      clearTimeout(this.timers.get(form)?.later);
      if (!this.unsent.delete(form) || !form.isConnected) return;
      const address = form.dataset.watch;
      if (connected() && document.visibilityState === "visible") {
        const number = ++this.number;
        return this.$emit("act", { number, address, form: valuesOf(form) });
      }
      const data = new FormData();
      for (const [name, values] of Object.entries(valuesOf(form))) values.forEach((value) => data.append(name, value));
      navigator.sendBeacon(address + (address.includes("?") ? "&" : "?") + "quiet=1", data);
    },

    // ── Text that outlives a reload ──
    place: (form) => `kept:${location.pathname}:${form.getAttribute("action")}`,

    keep(form) {
      if (!("keep" in form.dataset) && !form.dataset.watch) return;
      const kept = {};
      for (const field of form.elements) {
        if (!field.name || ["password", "hidden", "file", "submit"].includes(field.type)) continue;
        if (["checkbox", "radio"].includes(field.type)) { if (field.checked) (kept[field.name] ??= []).push(field.value); }
        else kept[field.name] = field.value;
      }
      try { sessionStorage.setItem(this.place(form), JSON.stringify(kept)); } catch { /* full or forbidden: only a comfort */ }
    },

    restore() {
      for (const form of document.querySelectorAll("form[data-keep], form[data-watch]")) {
        const kept = JSON.parse(sessionStorage.getItem(this.place(form)) ?? "null");
        if (!kept || byId("errors")) continue;
        for (const field of form.elements) {
          if (!field.name || ["password", "hidden", "file", "submit"].includes(field.type)) continue;
          if (field.type === "radio" && !(field.name in kept)) continue;
          if (["checkbox", "radio"].includes(field.type)) field.checked = kept[field.name]?.includes(field.value) ?? false;
          else if (typeof kept[field.name] === "string") field.value = kept[field.name];
        }
      }
    },

    done(form) {
      this.unsent.delete(form);
      clearTimeout(this.timers.get(form)?.later);
      sessionStorage.removeItem(this.place(form));
    },

    // ── Live numbers ──
    tell(topic, facts) {
      for (const [name, text] of Object.entries(facts))
        document.querySelectorAll(`[data-live="${CSS.escape(topic + ":" + name)}"]`).forEach((place) => {
          if (place.textContent !== text) place.textContent = text;
        });
    },

    // ── Saying ──
    sentence: (name) => document.querySelector(".toastbox")?.dataset[name] ?? "",

    toast(html, error = false) {
      const template = document.createElement("template");
      template.innerHTML = html;
      const toast = template.content.firstElementChild;
      if (!toast) return;
      byId(error ? "alerts" : "toasts")?.replaceChildren(toast);
      const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, 2000) : toast.remove());
      setTimeout(leave, toast.querySelector("form, a") || error ? 2 * TOAST : TOAST);
    },

    say(sentence) {
      const toast = document.createElement("div");
      toast.className = "toast";
      toast.textContent = sentence;
      this.toast(toast.outerHTML);
    },

    announce(sentence) {
      const place = byId("announce");
      place.textContent = "";
      setTimeout(() => (place.textContent = sentence), 50); // an unchanged text would not be read again
    },

    async copy(text) {
      try {
        await navigator.clipboard.writeText(text);
        this.say(this.sentence("copied"));
      } catch { /* the browser forbids it; the address stands in its bar */ }
    },

    share(address) {
      const url = new URL(address, location.href).href;
      return navigator.share ? navigator.share({ title: document.title, url }).catch(() => {}) : this.copy(url);
    },
  },
};
