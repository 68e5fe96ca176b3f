// 报告问题: the words that the reader has selected go with the link.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-report]");
  if (!link) return;
  const words = String(window.getSelection()).trim().slice(0, 300);
  const address = new URL(link.href);
  if (words) address.searchParams.set("words", words);
  else address.searchParams.delete("words");
  link.href = address.href;
}, true);
