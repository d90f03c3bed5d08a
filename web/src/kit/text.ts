// The width of text, and text in lines: SVG does not wrap by itself.

const size = 12;
/** Mean advance of a letter in ems, where nothing can be measured. */
const advance = 0.56;

let pen: CanvasRenderingContext2D | null | undefined;
let family = "";

/** Width in pixels at 12 px. */
export function textWidth(text: string, bold = false): number {
    if (pen === undefined) {
        pen = typeof document === "undefined" ? null : document.createElement("canvas").getContext("2d");
        if (pen) family = getComputedStyle(document.body).fontFamily;
    }
    if (!pen) return text.length * size * advance;
    pen.font = `${bold ? 600 : 400} ${size}px ${family}`;
    return pen.measureText(text).width;
}

/** The text, cut with an ellipsis where it is wider than `room`. */
export function cut(text: string, room: number, bold = false): string {
    if (textWidth(text, bold) <= room) return text;
    let length = text.length;
    while (length > 1 && textWidth(`${text.slice(0, length)}…`, bold) > room) --length;
    return `${text.slice(0, length).trimEnd()}…`;
}

/** Lines no wider than `room`, the last one cut if there would be more than `most`. */
export function lines(text: string, room: number, most: number, bold = false): string[] {
    const result: string[] = [];
    let line = "";
    for (const word of text.split(/\s+/).filter((part) => part !== "")) {
        const longer = line === "" ? word : `${line} ${word}`;
        if (line === "" || textWidth(longer, bold) <= room) {
            line = longer;
        } else {
            result.push(line);
            line = word;
        }
    }
    if (line !== "") result.push(line);
    if (result.length > most) result.splice(most - 1, Infinity, result.slice(most - 1).join(" "));
    return result.map((each) => cut(each, room, bold));
}
