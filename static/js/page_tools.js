// Print, read aloud, and the word that a long answer is on its way: what needs a script.
(() => {
  "use strict";

  const status = document.querySelector("[data-copy-status]");
  for (const form of document.querySelectorAll("form[data-busy]")) {
    const button = form.querySelector("[type=submit]");
    const words = button.textContent;
    form.addEventListener("submit", () => {
      button.textContent = form.dataset.busy;
      if (status) status.textContent = form.dataset.busy;
    });
    window.addEventListener("pageshow", () => { button.textContent = words; }); // back from the answer
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  const speech = window.speechSynthesis;
  const reader = document.querySelector("[data-read-aloud]");
  if (!speech || !reader) return;
  const label = reader.textContent;

  function said(element) {
    const parts = element.cells ? [...element.cells] : [element];
    return parts.map((part) => part.textContent.trim()).filter(Boolean).join("，");
  }

  function paragraphs() {
    const text = document.querySelectorAll("h1, .document h2, .document h3, [data-text] :is(p, tr)");
    return [...text].map(said).filter(Boolean);
  }

  function stop() {
    speech.cancel();
    reader.textContent = label;
    reader.setAttribute("aria-pressed", "false");
  }

  function start() {
    const voice = speech.getVoices().find((each) => each.localService && each.lang.startsWith("zh"));
    if (!voice) {
      // A voice that is not on the device would send the text elsewhere.
      reader.textContent = "本机没有中文语音";
      reader.disabled = true;
      return;
    }
    const spoken = paragraphs().map((text) => {
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.lang = voice.lang;
      utterance.voice = voice;
      return utterance;
    });
    spoken[spoken.length - 1].onend = stop;
    spoken.forEach((utterance) => speech.speak(utterance));
    reader.textContent = "停止朗读";
    reader.setAttribute("aria-pressed", "true");
  }

  speech.getVoices(); // loads them
  reader.hidden = false;
  reader.setAttribute("aria-pressed", "false");
  reader.addEventListener("click", () => (speech.speaking ? stop() : start()));
  window.addEventListener("pagehide", () => speech.cancel());
})();
