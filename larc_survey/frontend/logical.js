// Turns left and right into start and end in a built stylesheet, so that a page of a language that
// is written from right to left is a mirror image. govuk-frontend's styles know left and right only.
// In our own sources write start and end; what must not be mirrored has no side (`inset: 0`).
import { readFileSync, writeFileSync } from "node:fs";

const [path] = process.argv.slice(2);
const SIDES = { left: "start", right: "end" };
const BEGIN = "(?<=[;{])";

const mirrored = readFileSync(path, "utf8")
  // margin: top right bottom left, where right and left differ
  .replace(
    new RegExp(`${BEGIN}(margin|padding):([^;}() ]+) ([^;}() ]+) ([^;}() ]+) ([^;}() ]+)`, "g"),
    (_, name, top, right, bottom, left) =>
      `${name}-top:${top};${name}-bottom:${bottom};` +
      `${name}-inline-start:${left};${name}-inline-end:${right}`,
  )
  .replace(
    new RegExp(`${BEGIN}(margin|padding|border)-(left|right)(?=[-:])`, "g"),
    (_, name, side) => `${name}-inline-${SIDES[side]}`,
  )
  .replace(
    new RegExp(`${BEGIN}(left|right)(?=:)`, "g"),
    (_, side) => `inset-inline-${SIDES[side]}`,
  )
  .replace(/\btext-align:(left|right)/g, (_, side) => `text-align:${SIDES[side]}`)
  // Browsers older than 2023 know no side but left and right to float to.
  .replace(/\bfloat:(left|right)/g, (all, side) => `${all};float:inline-${SIDES[side]}`);

writeFileSync(path, mirrored);
