// What is folded away on the screen and belongs on paper: opened before a page is printed, folded again after it.

/** Rows of one table, and of all that one section opens, and columns that a sheet has room for. What is larger stays
 *  folded: the charts show it, and the files have it. */
const mostRows = 40;
const mostInSection = 200;
const mostColumns = 9;
/** A chart takes the room of so many rows. */
const rowsOfChart = 15;

/** The folded parts of a section that are printed. */
function printed(section: Element): HTMLDetailsElement[] {
    let room = mostInSection;
    return [...section.querySelectorAll<HTMLDetailsElement>("details:not([open])")].filter((part) => {
        const rows = part.querySelectorAll("tr").length + rowsOfChart * part.querySelectorAll("figure").length;
        const columns = Math.max(0, ...[...part.querySelectorAll("tr")].map((row) => row.cells.length));
        if (rows > Math.min(mostRows, room) || columns > mostColumns) return false;
        room -= rows;
        return true;
    });
}

/** `sections`: a selector of the parts of the page that count their rows by themselves. */
export function unfoldForPrint(sections: string): void {
    let opened: HTMLDetailsElement[] = [];
    addEventListener("beforeprint", () => {
        opened = [...document.querySelectorAll(sections)].flatMap(printed);
        for (const part of opened) part.open = true;
    });
    addEventListener("afterprint", () => {
        for (const part of opened) part.open = false;
        opened = [];
    });
}
