// The one script of the project. Every page works without it; each module adds one comfort.
import { keepInBackground } from "./background_save.js";
import { countCharacters } from "./character_count.js";
import { clearAnswers } from "./clear.js";
import { copyOnPress } from "./copy.js";
import { focusErrorSummary } from "./error_summary.js";
import { untickExclusives } from "./exclusive.js";
import { printOnPress } from "./print.js";
import { pollProgress } from "./progress.js";
import { sendAndStay } from "./send.js";
import { submitOnce } from "./submit_once.js";

document.documentElement.classList.add("js-enabled");

focusErrorSummary();
untickExclusives();
clearAnswers();
countCharacters();
submitOnce();
sendAndStay();
keepInBackground();
pollProgress();
copyOnPress();
printOnPress();
