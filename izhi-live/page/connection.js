// The connection with the program: what is said to it, and what comes from there.

const AGAIN = 2000;

/** `heard` has a function for each kind of message, one for frames, and one for what the connection itself has to say. */
export function connect(heard) {
  let socket = null;
  let isEnded = false;

  function open() {
    const address = new URL("live", location.href);
    address.protocol = "ws:";
    socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => heard.notice("");
    socket.onmessage = ({ data }) => {
      if (data instanceof ArrayBuffer) return heard.frame(data);
      const message = JSON.parse(data);
      if (message.kind === "ended") {
        isEnded = true;
        heard.notice("The program no longer shows this network.");
      } else {
        heard[message.kind](message);
      }
    };
    socket.onclose = () => {
      if (isEnded) return;
      heard.notice("There is no connection with the program. Another attempt is made every two seconds.");
      setTimeout(open, AGAIN);
    };
  }

  open();
  return {
    /** Whether it was said: nothing is kept for later. */
    say(message) {
      if (socket.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify(message));
      return true;
    },
  };
}
