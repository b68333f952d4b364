"use strict";(()=>{function t(){let{height:e}=document.body.getBoundingClientRect();window.parent.postMessage({liveconflictHeight:Math.ceil(e)},"*")}new ResizeObserver(t).observe(document.body);})();
