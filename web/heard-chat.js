// The one script an editor adds. On our own server it is the application; on any other it frames our server's page,
// which the server allows for the sites on its list alone.

const SERVER = new URL("../", import.meta.url);

class HeardChat extends HTMLElement {
	async connectedCallback() {
		if (this.shadowRoot) return;
		const root = this.attachShadow({ mode: "open" });
		if (SERVER.origin !== location.origin) root.append(framed(this.title || "Notes"));
		else (await import("./application.js")).open(this, root, SERVER);
	}
}

/** @param {string} title */
function framed(title) {
	const frame = document.createElement("iframe");
	Object.assign(frame, { src: SERVER.href, title, referrerPolicy: "no-referrer" });
	frame.style.cssText = "border:0;display:block;width:100%;height:100%;min-height:44rem";
	return frame;
}

customElements.define("heard-chat", HeardChat);
