// A chart as a picture that can leave the page: title, summary, key and source line drawn around it, and every style
// that the sheet gives it written into its elements, so that it looks the same anywhere.

import { s } from "../dom";
import { keyDrawing, type KeyGroup } from "./key";
import { lines } from "./text";

export interface Caption {
    title: string;
    summary: string;
    key: KeyGroup[];
    source: string;
}

const margin = 20;
const defaults: Record<string, string> = { "fill-opacity": "1", "stroke": "none", "stroke-width": "1px", "stroke-opacity": "1",
    "stroke-dasharray": "none", "stroke-linejoin": "miter", "stroke-linecap": "butt", "opacity": "1", "text-anchor": "start",
    "paint-order": "normal" };
const properties = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linejoin",
    "stroke-linecap", "opacity", "font-size", "font-weight", "font-family", "text-anchor", "paint-order"];

/** Writes the style of each element of `from` into the same element of `to`, and takes away what only a page needs. */
function resolve(from: Element, to: Element): void {
    if (from instanceof SVGTitleElement || from instanceof SVGDescElement) return;
    const style = getComputedStyle(from);
    for (const property of properties) {
        const text = from instanceof SVGTextElement || from instanceof SVGTSpanElement;
        if (!text && /^(font|text|paint)/.test(property)) continue;
        const value = style.getPropertyValue(property);
        if (value === defaults[property]) to.removeAttribute(property);
        else to.setAttribute(property, value);
    }
    for (const name of ["class", "role", "tabindex", "aria-label", "aria-labelledby", "aria-describedby", "aria-selected"])
        to.removeAttribute(name);
    [...from.children].forEach((child, i) => {
        const twin = to.children[i];
        if (twin) resolve(child, twin);
    });
    for (const child of [...to.children]) if (child.hasAttribute("data-page")) child.remove();
}

/** The picture as a document of its own. */
export function picture(chart: SVGSVGElement, caption: Caption): SVGSVGElement {
    const inner = Number(chart.getAttribute("width"));
    const width = inner + 2 * margin;
    const summary = lines(caption.summary, inner, 6);
    const key = keyDrawing(caption.key, inner);
    let y = margin + 18;
    const title = s("text", { x: margin, y, class: "picture-title" }, caption.title);
    y += 4;
    const told = summary.map((text) => s("text", { x: margin, y: (y += 17), class: "faint" }, text));
    y += 14;
    key.element.setAttribute("transform", `translate(${margin},${y})`);
    y += key.height + 4;
    const plot = chart.cloneNode(true) as SVGSVGElement;
    plot.setAttribute("x", String(margin));
    plot.setAttribute("y", String(y));
    y += Number(chart.getAttribute("height")) + 22;
    const source = lines(caption.source, inner, 3).map((text, i) =>
        s("text", { x: margin, y: y + 16 * i, class: "faint" }, text));
    y += 16 * (source.length - 1) + margin;
    const whole = s("svg", { xmlns: "http://www.w3.org/2000/svg", width, height: y, viewBox: `0 0 ${width} ${y}`, class: "chart picture" },
        s("title", {}, caption.title), s("desc", {}, caption.summary),
        s("rect", { width, height: y, class: "picture-ground" }), title, told, key.element, plot, source);
    document.body.append(whole);
    const result = whole.cloneNode(true) as SVGSVGElement;
    resolve(whole, result);
    whole.remove();
    return result;
}

function save(blob: Blob, name: string): void {
    const url = URL.createObjectURL(blob);
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function fileName(title: string, ending: string): string {
    return `${title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "")}.${ending}`;
}

function svgBlob(drawing: SVGSVGElement): Blob {
    return new Blob([new XMLSerializer().serializeToString(drawing)], { type: "image/svg+xml" });
}

export function saveSvg(chart: SVGSVGElement, caption: Caption): void {
    save(svgBlob(picture(chart, caption)), fileName(caption.title, "svg"));
}

/** At twice the size on the page. */
export async function savePng(chart: SVGSVGElement, caption: Caption): Promise<void> {
    const drawing = picture(chart, caption);
    const image = new Image();
    image.src = URL.createObjectURL(svgBlob(drawing));
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = 2 * Number(drawing.getAttribute("width"));
    canvas.height = 2 * Number(drawing.getAttribute("height"));
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(image.src);
    canvas.toBlob((blob) => blob && save(blob, fileName(caption.title, "png")));
}
