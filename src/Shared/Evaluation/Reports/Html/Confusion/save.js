// Saves the matrix that is shown as a figure.
(() => {
  const table = document.getElementById("confusion-matrix");
  const link = document.getElementById("confusion-save");
  if (!pageConfusion || !table || !link) return;
  const escaped = text => text.replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`);
  const side = 30;
  const names = 130;

  function text(x, y, content, more = "") {
    return `<text x="${x}" y="${y}" font-size="6" ${more}>${escaped(content)}</text>`;
  }

  // The colours are those of the light scheme's figures, one hue from light to dark.
  function draw() {
    const shades = ["#f7fbff", "#deebf7", "#c6dbef", "#9ecae1", "#6baed6", "#4292c6", "#2171b5", "#08519c", "#08306b"];
    const heads = [...table.tHead.rows[0].cells].slice(1).map(head => head.textContent);
    const rows = [...table.tBodies[0].rows];
    const [width, height] = [names + side * heads.length + 4, names + side * rows.length + 4];
    const parts = heads.map((head, column) => {
      const [x, y] = [names + (column + 0.5) * side + 2, names - 3];
      return text(x, y, head, `transform="rotate(-90 ${x} ${y})"`);
    });
    rows.forEach((row, at) => {
      const y = names + at * side;
      parts.push(text(names - 4, y + side / 2 + 2, row.cells[0].firstChild.textContent, 'text-anchor="end"'));
      [...row.cells].slice(1).forEach((cell, column) => {
        const shade = /\bh(\d)\b/.exec(cell.className);
        const x = names + column * side;
        if (shade) parts.push(`<rect x="${x + 0.4}" y="${y + 0.4}" width="${side - 0.8}" height="${side - 0.8}" fill="${shades[shade[1]]}"/>`);
        const ink = shade && shade[1] >= 5 ? "#ffffff" : "#000000";
        parts.push(text(x + side / 2, y + side / 2 + 2, (cell.querySelector("span") ?? cell).textContent, `text-anchor="middle" fill="${ink}"`));
      });
    });
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}pt" height="${height}pt" viewBox="0 0 ${width} ${height}" font-family="Arial, Helvetica, sans-serif"><title>${escaped(table.caption.textContent)}</title><rect width="${width}" height="${height}" fill="#ffffff"/>${parts.join("")}</svg>`;
  }

  function update() {
    link.hidden = !table.tHead;
    if (!table.tHead) return;
    link.href = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(draw());
    link.download = `confusion-${[...document.querySelectorAll("#confusion select")].map(one => one.selectedOptions[0].textContent.replace(/[^A-Za-z0-9._-]/g, "-")).join("-")}.svg`;
  }

  for (const one of document.querySelectorAll("#confusion select")) one.addEventListener("change", update);
  update();
})();
