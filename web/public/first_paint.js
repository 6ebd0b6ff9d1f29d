// Runs before the first paint: sets language and theme on <html>, so that nothing flashes, and asks at once for what
// the first screens will want (files by name from tools/early_plugin.ts, answers for api/early.ts to take). It is a file
// of its own because the content policy allows no inline script. The application keeps language and theme up to date later.
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

  var place = location.pathname === '/' ? '/today' : location.pathname;
  var files = JSON.parse(document.currentScript.dataset.early || '{}');
  var deal = /^\/opportunities\/[0-9a-f-]{36}$/.test(place);
  (files[root.lang] || []).concat(files[deal ? '/opportunities/*' : place] || []).forEach(function (file) {
    var link = document.createElement('link');
    var style = /\.css$/.test(file);
    link.rel = style ? 'preload' : 'modulepreload';
    if (style) link.as = 'style';
    link.crossOrigin = ''; // as the bundler asks for them, or they would be fetched twice
    link.href = file;
    document.head.append(link);
  });

  if (/^\/(sign_in|setup|password)$/.test(place)) return;
  var answers = { '/today': ['/today?owner_id=me'], '/wheel': ['/wheel?unit=account&window_days=30', '/wheel/dots?unit=account&window_days=30'] };
  if (deal) answers[place] = [place + '/cockpit'];
  window.wheelhouseEarly = {};
  ['/session'].concat((location.search === '' && answers[place]) || []).forEach(function (path) {
    var headers = { Accept: 'application/json', 'Accept-Language': root.lang };
    var answer = fetch('/api/v1' + path, { headers: headers, credentials: 'same-origin' });
    answer.catch(function () {}); // whoever takes the answer hears of the failure
    window.wheelhouseEarly[path] = answer;
  });
})();
