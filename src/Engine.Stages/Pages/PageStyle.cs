using System;

namespace Engine.Stages.Pages;

/// <summary>How the statistics page looks: one sheet in the page itself, light or dark as the reader's system is.</summary>
internal static class PageStyle
{
    public static ReadOnlySpan<byte> Sheet => """
        :root{color-scheme:light dark;--bg:#f4f6f8;--card:#fff;--ink:#16202a;--soft:#667483;--faint:#b3bdc7;--line:#e4e9ee;--head:#f8fafb;--accent:#0b7a8f;--accent2:#0b7a8f22;
        --ok:#12784a;--okb:#e2f4ea;--warn:#8a5a00;--warnb:#fdf0d5;--bad:#b3261e;--badb:#fde7e5;--off:#5b6b7b;--offb:#e9eef3;
        --c1:#9aa7b4;--c2:#2fa36b;--c3:#3d8bd4;--c4:#e0a021;--c5:#d64a3f;--shadow:0 1px 2px #1020300f,0 4px 16px #1020300a}
        @media(prefers-color-scheme:dark){:root{--bg:#0d1217;--card:#151c23;--ink:#e4ebf1;--soft:#8a98a6;--faint:#465360;--line:#232d37;--head:#1a222a;--accent:#4cc2d6;--accent2:#4cc2d62b;
        --ok:#6fd8a0;--okb:#12321f;--warn:#f0c25f;--warnb:#3a2c0c;--bad:#ff8f86;--badb:#421a17;--off:#9fb0c0;--offb:#222d38;
        --c1:#5d6b79;--c2:#3bb57b;--c3:#4f9be3;--c4:#e3ad3d;--c5:#e4605a;--shadow:none}}
        *{box-sizing:border-box}html{scroll-padding-top:72px}
        body{margin:0;background:var(--bg);color:var(--ink);font:13px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;font-variant-numeric:tabular-nums}
        a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
        header{position:sticky;top:0;z-index:5;display:flex;flex-wrap:wrap;gap:8px 20px;align-items:center;padding:10px 24px;background:var(--card);border-bottom:1px solid var(--line)}
        header svg.logo{width:26px;height:26px;flex:none}
        h1{margin:0;font-size:17px;font-weight:650;letter-spacing:-.01em;display:flex;gap:10px;align-items:center}h1 small{font-weight:400;font-size:13px;color:var(--soft)}
        .tools{margin-left:auto;display:flex;flex-wrap:wrap;gap:8px 12px;align-items:center}
        .tools label{display:flex;gap:5px;align-items:center;color:var(--soft);cursor:pointer}
        input[type=search],select,button{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--line);border-radius:7px;padding:5px 10px}
        input[type=search]{width:190px}input:focus-visible,select:focus-visible,button:focus-visible,a:focus-visible,th:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
        button{cursor:pointer}button:hover{border-color:var(--accent)}button.go{background:var(--accent);border-color:var(--accent);color:var(--card);font-weight:600}
        .live{display:inline-flex;align-items:center;gap:6px;color:var(--soft);min-width:74px}.live i{width:8px;height:8px;border-radius:50%;background:var(--c1)}
        .live.on i{background:var(--c2);animation:beat 2s infinite}.live.bad i{background:var(--c5)}@keyframes beat{50%{opacity:.35}}
        @media(prefers-reduced-motion:reduce){.live.on i{animation:none}}
        .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(176px,1fr));gap:14px;padding:18px 24px 4px}
        .card{background:var(--card);border:1px solid var(--line);border-radius:12px;box-shadow:var(--shadow);padding:12px 14px;min-height:94px;position:relative;overflow:hidden}
        .card b{display:block;font-size:22px;font-weight:650;letter-spacing:-.02em;line-height:1.25}.card span{color:var(--soft);font-size:12px}
        .card h3{margin:0 0 2px;font-size:12px;font-weight:550;color:var(--soft)}.card svg{position:absolute;left:0;right:0;bottom:0;width:100%;height:34px}
        .card.alarm b{color:var(--bad)}.meter{height:5px;border-radius:3px;background:var(--line);margin-top:9px;overflow:hidden}.meter i{display:block;height:100%;background:var(--accent);border-radius:3px}
        .note{margin:14px 24px 0;padding:9px 14px;border-radius:9px;background:var(--okb);color:var(--ok)}.note.bad{background:var(--badb);color:var(--bad)}
        main{padding:14px 24px 40px;display:grid;gap:18px;grid-template-columns:minmax(0,1fr)}
        article{background:var(--card);border:1px solid var(--line);border-radius:12px;box-shadow:var(--shadow);overflow:hidden}
        h2{margin:0;padding:11px 16px;font-size:14.5px;font-weight:650;display:flex;flex-wrap:wrap;gap:4px 10px;align-items:center;border-bottom:1px solid var(--line)}
        h2 a.name{color:inherit}h2 small{font-weight:400;color:var(--soft);font-size:12.5px}h2 .tag{font-size:11px;font-weight:550;color:var(--soft);border:1px solid var(--line);border-radius:5px;padding:0 6px}
        .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;white-space:nowrap}
        table{font-size:12.5px}th,td{padding:5px 8px;text-align:right;border-bottom:1px solid var(--line)}tbody:last-child tr:last-child td{border-bottom:0}
        th{background:var(--head);font-weight:550;font-size:11.5px;color:var(--soft);user-select:none}thead tr:first-child th{text-align:center;border-bottom:0;padding-bottom:0;font-size:10.5px;text-transform:uppercase;letter-spacing:.05em}
        .js th[data-s]{cursor:pointer}.js th[data-s]:hover{color:var(--ink)}th[aria-sort]{color:var(--accent)}th[aria-sort=ascending]::after{content:" \25B4"}th[aria-sort=descending]::after{content:" \25BE"}
        th.g,td.g{border-left:1px solid var(--line)}td.l,th.l{text-align:left}td:first-child,th:first-child{padding-left:16px;text-align:left}
        td:first-child{position:sticky;left:0;background:var(--card);font-weight:550;max-width:300px;overflow:hidden;text-overflow:ellipsis}td:first-child small{display:block;font-weight:400;color:var(--soft);font-size:11.5px}
        tbody.sum td,tbody.sum td:first-child{background:var(--head)}tbody.sv tr:hover td{background:var(--head)}
        tr.down td:first-child{box-shadow:inset 3px 0 var(--c5)}tr.warn td:first-child{box-shadow:inset 3px 0 var(--c4)}tr.maint td{color:var(--soft)}
        .pill{display:inline-block;border-radius:20px;padding:1px 9px;font-size:11.5px;font-weight:600;background:var(--offb);color:var(--off)}
        .up .pill,.open .pill{background:var(--okb);color:var(--ok)}.warn .pill{background:var(--warnb);color:var(--warn)}.down .pill{background:var(--badb);color:var(--bad)}
        .why{display:block;max-width:260px;overflow:hidden;text-overflow:ellipsis;font-size:11.5px;color:var(--soft)}.down .why{color:var(--bad)}
        td.z{color:var(--faint)}.of{color:var(--soft)}.bar{display:flex;width:92px;height:9px;border-radius:5px;overflow:hidden;background:var(--line);margin-left:auto}.bar i{height:100%}
        .k1{background:var(--c1)}.k2{background:var(--c2)}.k3{background:var(--c3)}.k4{background:var(--c4)}.k5{background:var(--c5)}
        svg.sp{width:72px;height:20px;display:block}svg .a{fill:var(--accent2);stroke:none}svg .l{fill:none;stroke:var(--accent);stroke-width:1.4;vector-effect:non-scaling-stroke;stroke-linejoin:round}
        .trend{display:none}.js .trend{display:table-cell}.js-only{display:none!important}.js .js-only{display:flex!important}
        form.admin{display:flex;gap:10px;align-items:center;padding:10px 16px;background:var(--head);border-top:1px solid var(--line)}form.admin span{color:var(--soft)}
        footer{padding:0 24px 28px;color:var(--soft);display:flex;flex-wrap:wrap;gap:6px 18px}.hide{display:none}
        .legend{display:inline-flex;gap:5px;align-items:center}.legend i{width:9px;height:9px;border-radius:3px}
        @media(max-width:700px){header,.cards,main,footer{padding-left:12px;padding-right:12px}.tools{margin-left:0}}
        @media print{header{position:static}.tools,.admin,.trend{display:none!important}}
        """u8;
}
