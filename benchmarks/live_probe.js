// Put into the page before anything else: notes when each frame of the barcode camera is shown, and
// when its result has been drawn. Times are performance.now(), milliseconds.
(() => {
  const log = window.__log = {shown: [], sent: [], drawn: []};
  const paper = new OffscreenCanvas(440, 1), pen = paper.getContext("2d", {willReadFrequently: true});
  const indexOf = new Map(); // time that the page gives a frame -> index in its barcode

  const read = (video) => { // eleven cells of 40 pixels: start, nine bits, parity
    pen.drawImage(video, 0, 20, 440, 1, 0, 0, 440, 1);
    const data = pen.getImageData(0, 0, 440, 1).data;
    const bits = Array.from({length: 11}, (_, k) => (data[4 * (40 * k + 20)] > 127 ? 1 : 0));
    const parity = bits.slice(1, 10).reduce((sum, bit) => sum + bit, 0) & 1;
    return bits[0] === 1 && bits[10] === parity ? parseInt(bits.slice(1, 10).join(""), 2) : null;
  };

  const request = HTMLVideoElement.prototype.requestVideoFrameCallback;
  HTMLVideoElement.prototype.requestVideoFrameCallback = function (callback) {
    return request.call(this, (now, frame) => {
      const index = read(this);
      log.shown.push([performance.now(), index]);
      indexOf.set(frame.captureTime ?? now, index);
      if (indexOf.size > 300) indexOf.delete(indexOf.keys().next().value);
      callback(now, frame);
    });
  };

  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (message) {
    if (this.url.includes("/live/socket") && message instanceof Uint8Array) {
      const head = new DataView(message.buffer);
      log.sent.push([performance.now(), head.getUint32(0, true), indexOf.get(head.getFloat64(4, true)) ?? null]);
      if (!this.__probed) {
        this.__probed = true;
        // Added after the page's own listener: it runs when the result has been drawn.
        this.addEventListener("message", (event) => {
          const {n} = JSON.parse(event.data);
          if (n !== undefined) log.drawn.push([performance.now(), n]);
        });
      }
    }
    return send.call(this, message);
  };
})();
