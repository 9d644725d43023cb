// Leave at once: hide the page, then put the other site in its place in the history, so that Back does not return.
// Without this script the link is a plain link. Pressing Shift three times does the same; Escape does not, because it
// stops a page that is loading, also the one that is to be shown instead.

const PRESSES = 3;
const TIME_FOR_EACH = 5000; // milliseconds from one press to the next

const link = document.querySelector(".exit__link");
let veil = null;

function leave() {
  if (veil) return;
  veil = document.createElement("div");
  veil.className = "leaving__veil";
  veil.setAttribute("role", "alert");
  veil.textContent = link.dataset.leaving;
  document.body.append(veil);
  document.body.classList.add("leaving");
  document.title = new URL(link.href).host;
  location.replace(link.href);
}

link.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

// A press of Shift counts only if nothing else is pressed with it: capital letters and Shift+Tab are no wish to leave.
let presses = 0;
let alone = false;
let last = 0;

addEventListener("keydown", (event) => {
  if (event.key === "Shift") {
    if (!event.repeat) alone = !(event.ctrlKey || event.altKey || event.metaKey);
  } else {
    alone = false;
    presses = 0;
  }
});

addEventListener("keyup", (event) => {
  if (event.key !== "Shift" || !alone) return;
  presses = event.timeStamp - last > TIME_FOR_EACH ? 1 : presses + 1;
  last = event.timeStamp;
  alone = false;
  if (presses >= PRESSES) leave();
});

addEventListener("pointerdown", () => {
  alone = false;
  presses = 0;
});

// Back from the other site may show this page as it was, hidden.
addEventListener("pageshow", (event) => {
  if (!event.persisted || !veil) return;
  veil.remove();
  veil = null;
  presses = 0;
  document.body.classList.remove("leaving");
});

// The offer to keep pages is fetched when somebody opens it, and is there only in browsers that can keep them.
const offer = document.querySelector(".offline");
if (offer && "serviceWorker" in navigator && "caches" in window) {
  offer.hidden = false;
  offer.addEventListener("toggle", () => import("./offline.js"), { once: true });
}
