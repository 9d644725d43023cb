// "Save these pages on this phone", and "Remove": a service worker that is there only for a reader who asked for it.

const box = document.querySelector(".offline");
const [save, remove] = box.querySelectorAll("button");
const state = box.querySelector("[role=status]");

function tell(what) {
  state.textContent = what ? box.dataset[what] : "";
}

function offer(kept) {
  save.hidden = kept;
  remove.hidden = !kept;
}

function told(worker, message) {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = (event) => resolve(event.data);
    worker.postMessage(message, [channel.port2]);
  });
}

async function leaveNothing() {
  for (const name of await caches.keys()) await caches.delete(name);
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
}

save.addEventListener("click", async () => {
  save.disabled = true;
  tell("saving");
  try {
    await navigator.serviceWorker.register(box.dataset.worker);
    const { active } = await navigator.serviceWorker.ready;
    const { kept } = await told(active, { list: box.dataset.list });
    if (!kept) throw new Error("not kept");
    offer(true);
    tell("saved");
    remove.focus();
  } catch {
    await leaveNothing();
    tell("failed");
  }
  save.disabled = false;
});

remove.addEventListener("click", async () => {
  await leaveNothing();
  offer(false);
  tell("removed");
  save.focus();
});

// Asking which workers are there stores nothing.
offer((await navigator.serviceWorker.getRegistrations()).length > 0);
save.disabled = false;
