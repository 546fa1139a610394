namespace MuBench.TestUtils.Browsing;

/// <summary>JavaScript that tests run in a page.</summary>
public static class PageScripts
{
    /// <summary>Uses every control as a user would, including those that appear meanwhile; returns their number.</summary>
    public const string UseEveryControl = """
        (() => {
          const used = new Set();
          const fire = (element, ...types) => types.forEach(type => element.dispatchEvent(new Event(type, { bubbles: true })));
          for (let round = 0; round < 3; round++) {
            for (const element of document.querySelectorAll('input, select, button, summary')) {
              if (used.has(element) || element.disabled || !element.checkVisibility()) continue;
              used.add(element);
              if (element.tagName === 'SELECT') {
                for (const option of [...element.options].reverse()) { element.value = option.value; fire(element, 'input', 'change'); }
              } else if (element.type === 'search') {
                element.value = 'a'; fire(element, 'input', 'change');
                element.value = ''; fire(element, 'input', 'change');
              } else {
                element.click();
                if (element.type === 'checkbox' || element.closest('th')) element.click();
              }
            }
          }
          return used.size;
        })()
        """;

    /// <summary>Texts whose contrast with their background is below WCAG's level AA: 4.5 to 1, for large text 3 to 1.</summary>
    public const string PoorContrast = """
        (() => {
          const parse = colour => { const parts = colour.match(/[\d.]+/g).map(Number); return parts.length < 4 ? [...parts, 1] : parts; };
          const channel = value => { const c = value / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
          const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
          const behind = element => {
            for (let at = element; at; at = at.parentElement) {
              const colour = parse(getComputedStyle(at).backgroundColor);
              if (colour[3] === 1) return colour;
              if (colour[3] > 0) throw new Error('half transparent: ' + at.className);
            }
            throw new Error('no background');
          };
          const poor = new Set();
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node; node = walker.nextNode();) {
            const element = node.parentElement;
            if (!node.data.trim() || element.closest('script, style, option, :disabled') || !element.checkVisibility()) continue;
            const style = getComputedStyle(element);
            if (style.clipPath !== 'none') continue;
            const colour = element instanceof SVGElement ? style.fill : style.color;
            const [a, b] = [luminance(parse(colour)), luminance(behind(element))];
            const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            const size = parseFloat(style.fontSize);
            const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
            if (contrast < (isLarge ? 3 : 4.5)) poor.add(`${element.tagName}.${element.className.baseVal ?? element.className}: ${contrast.toFixed(2)}`);
          }
          return [...poor];
        })()
        """;

    /// <summary>The focused element: its id, otherwise its text, and whether the focus is visible.</summary>
    public const string Focused = """
        (() => {
          const element = document.activeElement;
          if (!element || element === document.body) return ['', true];
          const seen = [element, element.nextElementSibling].some(one => one && getComputedStyle(one).outlineStyle !== 'none' && parseFloat(getComputedStyle(one).outlineWidth) > 0);
          return [element.id || element.textContent.trim().slice(0, 40) || element.tagName, seen];
        })()
        """;

    /// <summary>The levels of the visible headings, in order.</summary>
    public const string HeadingLevels = "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(one => one.checkVisibility()).map(one => Number(one.tagName[1]))";

    /// <summary>Tables that are wider than the page.</summary>
    public const string WideTables = """
        [...document.querySelectorAll('table')].filter(table => table.checkVisibility() && table.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
          .map(table => `${table.className} ${Math.round(table.getBoundingClientRect().right)}`)
        """;

    /// <summary>Words that a line end divides: the box of each word has one line.</summary>
    public const string BrokenWords = """
        (() => {
          const broken = new Set();
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node; node = walker.nextNode();) {
            const element = node.parentElement;
            if (!element.checkVisibility() || element.closest('script, style, option, .provenance, svg, .quiet, .panel > h3, .panel-head h3, .skip')) continue;
            for (const { 0: word, index } of node.data.matchAll(/[^\s_\-\/@.:#~–—·+]+/g)) {
              const range = document.createRange();
              range.setStart(node, index);
              range.setEnd(node, index + word.length);
              if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1 && word.length < 30) broken.add(word); // a hash has no other place to break
            }
          }
          return [...broken];
        })()
        """;

    /// <summary>Numbers and intervals that a line end divides, also where a place for a line end divides their text.</summary>
    public const string BrokenNumbers = """
        [...document.querySelectorAll('body *')].filter(one => one.checkVisibility() && !one.closest('svg, script, style, .provenance, .quiet') && !one.querySelector('small') && /^\s*([±+−$<]?\s?[\d.,]+%?|\[[^\]]+\])\s*$/.test(one.textContent)).filter(one => {
            const range = document.createRange();
            range.selectNodeContents(one);
            const boxes = [...range.getClientRects()];
            return boxes.some(box => box.top >= boxes[0].bottom - 2);
          }).map(one => one.textContent.trim())
        """;

    /// <summary>Frames whose content goes on beyond them without a sign, and text that is cut off. Cards that are not in sight are not laid out yet.</summary>
    public const string CutOff = """
        [...document.querySelectorAll('body *')].filter(one => one.checkVisibility({ contentVisibilityAuto: true }) && !one.closest('svg, .skip, caption') && one.scrollWidth > one.clientWidth + 2
            && getComputedStyle(one).overflowX !== 'visible' && getComputedStyle(one).clipPath === 'none' && !one.matches('.scroll.more, select, input'))
          .map(one => `${one.tagName}.${one.className} ${one.scrollWidth} > ${one.clientWidth}`)
        """;
}
