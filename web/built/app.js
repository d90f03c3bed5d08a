/* standoff, Apache-2.0. With D3 (d3-array, d3-scale, d3-shape …), Copyright Mike Bostock, ISC licence. */
"use strict";(()=>{})();
