// Runs before the first paint: sets language and theme on <html>, so that nothing flashes. It is a file of
// its own because the content policy allows no inline script. The application keeps both up to date later.
(function () {
  var root = document.documentElement;
  function stored(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }
  var theme = stored('wheelhouse.theme');
  var dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'dark' : 'light';
  var language = stored('wheelhouse.language') || navigator.language || 'zh-CN';
  root.lang = /^zh/i.test(language) ? 'zh-CN' : 'en';
})();
