using System;

namespace Engine.Stages.Pages;

/// <summary>What the statistics page can do more where scripts run: figures that go along, rates, trends, sorting, a filter. Nothing of the page depends on it.</summary>
internal static class PageScript
{
    public static ReadOnlySpan<byte> Text => """
        (()=>{'use strict';
        const D=document,B=D.body,R=D.documentElement,$=s=>D.querySelector(s),$$=(s,e)=>[...(e||D).querySelectorAll(s)];
        R.classList.add('js');
        const every=Math.max(1,+B.dataset.refresh||2)*1000,KEEP=60,hist=new Map,prev=new Map,rows=new Map;
        $$('tr[data-k]').forEach(r=>rows.set(r.dataset.k,r));
        const group=n=>String(n).replace(/\B(?=(\d{3})+$)/g,'\u202f');
        const short=n=>n<1e5?group(Math.round(n)):n<1e6?(n/1e3).toFixed(1)+'k':n<1e9?(n/1e6).toFixed(n<1e7?2:1)+'M':(n/1e9).toFixed(2)+'G';
        const bytes=n=>{if(n<1000)return Math.round(n)+' B';let u=-1;do{n/=1000;u++}while(n>=999.95&&u<5);return n.toFixed(n<10?2:n<100?1:0)+' '+'kMGTPE'[u]+'B'};
        const span=s=>s<0?'\u2013':s<60?s+'s':s<3600?(s/60|0)+'m '+s%60+'s':s<86400?(s/3600|0)+'h '+(s%3600/60|0)+'m':(s/86400|0)+'d '+(s%86400/3600|0)+'h';
        const shows={n:short,b:bytes,d:span,t:String};
        function csv(text){const out=[];let f=[],v='',q=false;for(let i=0;i<text.length;i++){const c=text[i];
          if(q){if(c=='"'){if(text[i+1]=='"'){v+=c;i++}else q=false}else v+=c}
          else if(c=='"')q=true;else if(c==','){f.push(v);v=''}else if(c=='\n'){if(f.length){f.push(v);out.push(f)}f=[];v=''}else v+=c}return out}
        const kind=s=>/^(UP|OPEN|no check)/.test(s)?(/\d\/\d/.test(s)?'warn':'up'):/^(DRAIN|NOLB|PAUSED|FULL)/.test(s)?'warn':/^MAINT/.test(s)?'maint':'down';
        function spark(svg,a){if(!svg||a.length<2)return;const w=KEEP-1,m=Math.max(...a,1e-9),o=KEEP-a.length,p=a.map((v,i)=>(o+i)+','+(19-v/m*17).toFixed(1)).join(' L');
          svg.innerHTML='<path class="a" d="M'+o+',20 L'+p+' L'+w+',20Z"/><path class="l" d="M'+p+'"/>'}
        function push(k,v){let a=hist.get(k);if(!a)hist.set(k,a=[]);a.push(v);if(a.length>KEEP)a.shift();return a}
        function set(e,t){if(e&&e.textContent!==t)e.textContent=t}
        function codes(r,o){const e=$$('.bar',r)[0];if(!e)return;const n=[1,2,3,4,5].map(i=>+o['hrsp_'+i+'xx']||0),t=n.reduce((a,b)=>a+b,0);
          e.title=n.map((v,i)=>(i+1)+'xx: '+group(v)).join('\n');e.innerHTML=t?n.map((v,i)=>v?'<i class="k'+(i+1)+'" style="width:'+(100*v/t)+'%"></i>':'').join(''):''}
        function row(o,dt){const k=o.pxname+'/'+o.svname,r=rows.get(k);if(!r)return;
          $$('[data-f]',r).forEach(e=>{const v=o[e.dataset.f];if(v===undefined)return;const t=e.dataset.t||'n';set(e,v===''?'':t=='t'?v:shows[t](+v));if(e.tagName=='TD')e.classList.toggle('z',v==='0')});
          const c=kind(o.status);r.className=c+(r.classList.contains('hide')?' hide':'');
          const why=$$('.why',r)[0];if(why&&o.svname!='FRONTEND'){const t=(c=='down'?[o.check_desc,o.last_chk].filter(Boolean).join(': '):'');set(why,(o.lastchg?span(+o.lastchg):'')+(t?' \u2013 '+t:''));why.title=t}
          codes(r,o);spark($$('svg.sp',r)[0],push(k,+o.rate||0));
          const p=prev.get(k);prev.set(k,o);return p&&dt?(+o.bout-+p.bout)/dt:0}
        let last=0,busy=false,paused=false;const live=$('.live');
        async function poll(){if(busy||paused||D.hidden)return;busy=true;
          try{const a=await fetch(new URL(B.dataset.csv,location.origin),{credentials:'same-origin',cache:'no-store'});if(!a.ok)throw 0;const t=csv(await a.text()),h=t.shift();h[0]=h[0].replace('# ','');
            const now=performance.now(),dt=last?(now-last)/1000:0;last=now;let req=0,out=0,ses=0,up=0,all=0,errs=0,bad=0;
            for(const f of t){const o={};h.forEach((n,i)=>o[n]=f[i]);const rate=row(o,dt);
              if(o.type=='0'){req+=+(o.req_rate||o.rate)||0;out+=Math.max(0,rate||0);ses+=+o.scur||0}
              if(o.type=='2'){all++;const c=kind(o.status);if(c=='up'||/^UP/.test(o.status))up++;if(c=='down')bad++}
              if(o.type=='1')errs+=(+o.econ||0)+(+o.eresp||0)}
            set($('#c-req'),short(req));spark($('#s-req'),push('*req',req));set($('#c-out'),bytes(out)+'/s');spark($('#s-out'),push('*out',out));
            set($('#c-ses'),short(ses));set($('#c-srv'),up+' / '+all);$('#c-srv').parentNode.classList.toggle('alarm',bad>0);set($('#c-err'),short(errs));
            live.className='live on js-only';set(live.lastChild,'Live')}
          catch(e){live.className='live bad js-only';set(live.lastChild,'No answer')}
          busy=false;filter()}
        const q=$('#q'),only=$('#bad');
        function filter(){const w=q.value.toLowerCase(),p=only.checked;$$('article').forEach(a=>{const px=a.dataset.px.toLowerCase().includes(w);let n=0;
          $$('tbody.sv tr',a).forEach(r=>{const s=(px||r.dataset.k.toLowerCase().includes(w)||r.textContent.toLowerCase().includes(w))&&(!p||/down|warn/.test(r.className));r.classList.toggle('hide',!s);n+=s});
          a.classList.toggle('hide',!(n||(px&&!p)))})}
        q.addEventListener('input',filter);only.addEventListener('change',filter);
        D.addEventListener('keydown',e=>{if(e.key=='/'&&D.activeElement!=q){e.preventDefault();q.focus()}else if(e.key=='Escape'&&D.activeElement==q){q.value='';filter();q.blur()}});
        $('#pause').addEventListener('click',e=>{paused=!paused;set(e.target,paused?'Resume':'Pause');live.className='live js-only';set(live.lastChild,paused?'Paused':'Live');poll()});
        $$('th[data-s]').forEach(th=>{th.tabIndex=0;const go=()=>{const t=th.closest('table'),f=th.dataset.s,d=th.getAttribute('aria-sort')=='descending'?1:-1;
          $$('th[aria-sort]',t).forEach(o=>o.removeAttribute('aria-sort'));th.setAttribute('aria-sort',d<0?'descending':'ascending');
          $$('tbody.sv',t).forEach(b=>{const v=r=>{const o=prev.get(r.dataset.k);return o?o[f]:''};
            $$('tr',b).sort((x,y)=>{const a=v(x),c=v(y);return d*((isNaN(a)||isNaN(c))?String(a).localeCompare(c,undefined,{numeric:true}):a-c)}).forEach(r=>b.append(r))})};
          th.addEventListener('click',go);th.addEventListener('keydown',e=>{if(e.key=='Enter')go()})});
        $$('.all').forEach(c=>c.addEventListener('change',()=>$$('tbody.sv tr:not(.hide) input',c.closest('table')).forEach(i=>i.checked=c.checked)));
        D.addEventListener('visibilitychange',poll);poll();if(!B.dataset.still)setInterval(poll,every)})();
        """u8;
}
