/* Help for the pages of whoever has logged in; every page works without it. */
(function () {
  "use strict";
})();
