// A button beside each command of the page that copies it.

import { h } from "../dom";
import { say } from "../words";

export function copyButtons(commands: Iterable<Element>): void {
    for (const command of commands) {
        const button = h("button", { type: "button", onclick: async () => {
            await navigator.clipboard.writeText(command.textContent ?? "");
            button.textContent = say("report.copied");
        } }, say("report.copy"));
        const box = h("div", { class: "command" });
        command.replaceWith(box);
        box.append(command, button);
    }
}
