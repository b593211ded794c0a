// A photo becomes small on the device: at most 1,600 px, about 200 kB, drawn anew, so that nothing of the camera's notes is left.
import { hex } from "./wire.js";

const EDGE = 1600, BYTES = 220 * 1024;

/** {sha256, blob} of a picture; throws what `createImageBitmap` throws when it cannot be read. */
export async function small(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, EDGE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  let blob;
  for (const quality of [0.8, 0.65, 0.5, 0.35]) {
    blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (blob.size <= BYTES) break;
  }
  canvas.width = canvas.height = 0; // gives the memory back at once
  return { sha256: hex(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer())), blob };
}
