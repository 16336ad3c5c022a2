// Links of the frame stay in the page, and keys lead around. Nothing is sent or kept here.
(() => {
    if (window.kneewiseFrame) return;
    window.kneewiseFrame = true;

    const LINKS = "nav.places a, nav.screens a, a.brand, a.home";
    const WAITS_MS = 15000;  // for a page that is on its way
    const PAIR_MS = 1500;    // between G and its letter
    const TEN_MS = 500;      // between the two digits of 10

    // Streamlit listens to the browser's Back and Forward and opens the page of the address.
    const go = (href) => {
        history.pushState({}, "", href);
        dispatchEvent(new PopStateEvent("popstate"));
    };

    document.addEventListener("click", (event) => {
        const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
        const link = event.target.closest?.(LINKS);
        if (link && isPlain) {
            event.preventDefault();
            go(link.getAttribute("href"));
        } else if (event.target.closest?.("a.skip")) {
            event.preventDefault();
            document.getElementById("content")?.focus();
        }
    });

    // Until `find` finds something, `use` it.
    const when = (find, use) => {
        const until = performance.now() + WAITS_MS;
        const look = () => {
            const found = find();
            if (found) use(found);
            else if (performance.now() < until) setTimeout(look, 50);
        };
        look();
    };

    const logButton = () =>
        document.querySelector("[class*='st-key-quick-log'] button") ||
        [...document.querySelectorAll("[data-testid=stMain] button")]
            .find((one) => one.textContent.trim() === "Log pain");
    const row = (knee) => document.querySelector(`[class*='st-key-score-row-${knee}-quick']`);
    const form = () => row("left");
    const choice = (word, root) => [...(root?.querySelectorAll("[role=radio]") || [])]
        .find((one) => one.textContent.trim() === word);

    let knee = "left";  // whose row the digits go to

    const logPain = () => {
        if (form()) return;
        if (!logButton()) {
            go(document.querySelector("nav.places [data-letter=t]").getAttribute("href"));
        }
        when(logButton, (button) => {
            if (!form()) button.click();
            when(() => choice("0", form()), (none) => { knee = "left"; none.focus(); });
        });
    };

    const FIELDS = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable=true]";
    const isTyping = (at) => at?.closest?.(FIELDS);
    const find = () => document.querySelector(".st-key-run-search input, .st-key-runner_id input");

    // One digit, or 1 and 0 close together, chooses how much; a letter chooses the knee.
    let one = 0;
    const pick = (word) => choice(word, row(knee))?.click();
    const answer = (key) => {
        if (key === "l" || key === "r") {
            knee = key === "l" ? "left" : "right";
            choice("0", row(knee))?.focus();
            return true;
        }
        if (!/^\d$/.test(key)) return false;
        if (one && key === "0") {
            clearTimeout(one);
            one = 0;
            pick("10");
        } else if (key === "1") {
            one = setTimeout(() => { one = 0; pick("1"); }, TEN_MS);
        } else pick(key);
        return true;
    };

    let pairUntil = 0;
    const leads = (key) => {
        if (performance.now() < pairUntil) {
            pairUntil = 0;
            const link = document.querySelector(`nav.places [data-letter="${CSS.escape(key)}"]`);
            if (link) go(link.getAttribute("href"));
            return Boolean(link);
        }
        if (form() && answer(key)) return true;
        if (key === "g") pairUntil = performance.now() + PAIR_MS;
        else if (key === "p") logPain();
        else if (key === "/" && find()) find().focus();
        else return false;
        return true;
    };

    window.addEventListener("keydown", (event) => {
        const isPlain = !(event.metaKey || event.ctrlKey || event.altKey || event.isComposing);
        if (isPlain && !isTyping(event.target) && leads(event.key.toLowerCase())) {
            event.preventDefault();
            event.stopImmediatePropagation();  // a key of the page may be the same letter
        }
    }, true);

    document.documentElement.dataset.keys = "on";  // from here on they are heard
})();
