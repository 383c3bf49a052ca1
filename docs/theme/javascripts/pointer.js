/** Where in a drawing an event was. */

/**
 * @param {Element} svg
 * @param {MouseEvent} event
 * @returns {[number, number]} where it was, in the units of the drawing
 */
export function pointOf(svg, event) {
  const { left, top, width } = svg.getBoundingClientRect();
  const unit = Number(svg.getAttribute("width")) / width;
  return [(event.clientX - left) * unit, (event.clientY - top) * unit];
}
