// 报告问题: the present address, which filters may have changed, and the words that the reader has selected.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-report]");
  if (!link) return;
  const words = String(window.getSelection()).trim().slice(0, 300);
  const address = new URL(link.href);
  const here = window.location.pathname + window.location.search;
  if (here.length <= 500) address.searchParams.set("at", here);
  if (words) address.searchParams.set("words", words);
  else address.searchParams.delete("words");
  link.href = address.href;
}, true);
