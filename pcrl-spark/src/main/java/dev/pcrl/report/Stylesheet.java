package dev.pcrl.report;

/** How the page looks: on a phone, on a desk, in the dark and on paper. */
final class Stylesheet {
    /** Free of characters that XML would read as markup. */
    static final String CSS = """
            :root {
              color-scheme: light dark;
              --page: #f5f6f8; --card: #ffffff; --ink: #1b2026; --soft: #4d5761; --faint: #6d7883; --line: #dde2e7;
              --blue: #0072b2; --sky: #56b4e9; --green: #009e73; --orange: #e69f00; --vermillion: #d55e00;
              --purple: #cc79a7; --yellow: #cbbb00; --grey: #8a8a8a;
            }
            @media (prefers-color-scheme: dark) {
              :root {
                --page: #12161a; --card: #1b2126; --ink: #e8ebee; --soft: #b4bdc6; --faint: #8d98a3; --line: #323a42;
                --blue: #3f9bd8; --sky: #8fd0f5; --green: #22b98d; --orange: #f0b02e; --vermillion: #f07a26;
                --purple: #dd95bc; --yellow: #f0e442; --grey: #a5a5a5;
              }
            }
            * { box-sizing: border-box; }
            body {
              margin: 0; background: var(--page); color: var(--ink);
              font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
              -webkit-text-size-adjust: 100%;
            }
            main { max-width: 68rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
            header { margin-bottom: 2.5rem; }
            .kind { margin: 0; color: var(--soft); font-size: .85rem; letter-spacing: .06em; text-transform: uppercase; }
            h1 { margin: .2rem 0 1rem; font-size: clamp(1.6rem, 5vw, 2.4rem); line-height: 1.15; overflow-wrap: anywhere; }
            h2 { margin: 0 0 .4rem; font-size: 1.4rem; line-height: 1.25; }
            h3 { margin: 0; font-size: 1rem; line-height: 1.35; }
            p { margin: .5rem 0; }
            section { margin-top: 3rem; }
            .lead, .guide { max-width: 44rem; color: var(--soft); }
            .lead { font-size: 1.1rem; }
            .guide { margin: 0 0 1.25rem; }
            .note { max-width: 44rem; overflow-wrap: anywhere; }
            .scroll { overflow: auto; max-height: 32rem; margin: 1rem 0; }
            table { border-collapse: collapse; background: var(--card); border: 1px solid var(--line); }
            caption { text-align: left; font-weight: 600; padding: .4rem 0; }
            th, td { padding: .35rem .8rem; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap; }
            th { color: var(--soft); font-weight: 600; }
            td { font-variant-numeric: tabular-nums; }
            .nothing { color: var(--soft); font-style: italic; }
            figure { margin: 0; }
            svg, img { display: block; width: 100%; height: auto; }
            img { image-rendering: pixelated; background: #000; }

            .findings { list-style: none; margin: 0 0 1.5rem; padding: 0; display: grid; gap: .5rem; }
            .findings li {
              display: flex; gap: .9rem; padding: .6rem .9rem; background: var(--card);
              border: 1px solid var(--line); border-left: 5px solid var(--green); border-radius: 6px;
            }
            .findings strong { flex: 0 0 3.4rem; }
            .findings .Watch { border-left-color: var(--orange); }
            .findings .Bad { border-left-color: var(--vermillion); }
            .summary { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 0 1.5rem; margin: 0; }
            .summary div { padding: .45rem 0; border-top: 1px solid var(--line); }
            dt { color: var(--soft); font-size: .85rem; }
            dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }

            .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); gap: 1rem; }
            .chart, .boxes, .view, .restoration {
              background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .9rem;
              break-inside: avoid;
            }
            .chart, .boxes { display: flex; flex-direction: column; justify-content: space-between; gap: .5rem; }
            .chart svg { max-width: 34rem; }
            figcaption p, .view p { margin: .1rem 0 0; color: var(--soft); font-size: .85rem; line-height: 1.4; }
            .legend {
              list-style: none; display: flex; flex-wrap: wrap; gap: .1rem .9rem; margin: .35rem 0 0; padding: 0;
              font-size: .85rem;
            }
            .swatch {
              display: inline-block; width: 1.1em; height: .3em; border-radius: 2px; margin-right: .4em;
              vertical-align: middle; print-color-adjust: exact; -webkit-print-color-adjust: exact;
            }
            .swatch.dots { width: .35em; height: .35em; }

            .boxes svg { max-width: 26rem; max-height: 24rem; margin: auto; }
            .boxes text { fill: var(--ink); stroke: var(--card); paint-order: stroke; font-weight: 600; font-family: inherit; }
            .views { display: grid; grid-template-columns: repeat(6, 1fr); gap: 1rem; margin-top: 1rem; }
            .view { border-top: 4px solid; grid-column: span 2; }
            .view.global { grid-column: span 3; }
            .pair { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem; align-items: start; margin: .5rem 0; }

            .restoration { margin-top: 1rem; }
            .restoration h3 { margin-bottom: .6rem; }
            .restoration small { margin-left: .6rem; color: var(--soft); font-weight: 400; font-size: .85rem; }
            .four { display: grid; grid-template-columns: repeat(4, 1fr); gap: .6rem; }
            .pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); gap: .6rem; }
            .scale { color: var(--soft); font-size: .85rem; font-variant-numeric: tabular-nums; }
            .scale img { display: inline-block; width: 10rem; height: .8rem; vertical-align: middle; image-rendering: auto; }
            .four figcaption { margin-top: .3rem; color: var(--soft); font-size: .8rem; line-height: 1.25; }

            pre {
              margin: 0; padding: 1rem; max-height: 28rem; overflow: auto; background: var(--card);
              border: 1px solid var(--line); border-radius: 8px; font: .85rem/1.5 ui-monospace, Menlo, Consolas, monospace;
            }
            @media (max-width: 44rem) {
              main { padding: 1.5rem .9rem 3rem; }
              section { margin-top: 2.25rem; }
              .view, .view.global { grid-column: span 6; }
              .view.local { grid-column: span 3; }
              .chart, .boxes, .view, .restoration { padding: .7rem; }
              .four { grid-template-columns: 1fr 1fr; }
            }
            @media print {
              :root { --page: #ffffff; --card: #ffffff; --ink: #000000; --soft: #333333; --faint: #555555; --line: #cccccc; }
              body { font-size: 10.5pt; }
              main { max-width: none; padding: 0; }
              h2, .guide { break-after: avoid; }
              .guide { break-inside: avoid; }
              .charts { grid-template-columns: 1fr 1fr; }
              .scroll { max-height: none; }
              pre { max-height: none; white-space: pre-wrap; overflow-wrap: anywhere; }
            }
            """;

    private Stylesheet() {}
}
