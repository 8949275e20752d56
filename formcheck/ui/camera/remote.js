// The picture of a phone that is the camera: formcheck hands on each frame that it looks at, and it
// is played here as if it came from a camera of this machine.

const PHONE = "phone";        // the choice beside this machine's own cameras

function makeRemote() {
  const paper = document.createElement("canvas");
  let track = null, last = Promise.resolve();

  const paint = (picture, width, height) => {
    if (paper.width !== width || paper.height !== height) { paper.width = width; paper.height = height; }
    const pen = paper.getContext("2d", {alpha: false});
    if (picture) pen.drawImage(picture, 0, 0); else pen.fillRect(0, 0, width, height);
    track?.requestFrame?.();
  };
  const open = () => {
    paint(null, 640, 360);
    const stream = paper.captureStream(0);
    track = stream.getVideoTracks()[0];
    paint(null, 640, 360);
    return stream;
  };
  const show = (jpeg) => {
    last = createImageBitmap(new Blob([jpeg], {type: "image/jpeg"}))
      .then((picture) => { paint(picture, picture.width, picture.height); picture.close(); })
      .catch(() => {});
  };
  return {open, show, shown: () => last};
}
