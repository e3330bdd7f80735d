//! A mail server that keeps what it is given, or takes nothing.

use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

#[derive(Default)]
struct State {
    refuses: AtomicBool,
    mails: Mutex<Vec<String>>,
}

/// It ends with the test's runtime.
pub struct Sink {
    pub port: u16,
    state: Arc<State>,
}

impl Sink {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (port, state) = (listener.local_addr().unwrap().port(), Arc::new(State::default()));
        let shared = state.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let state = shared.clone();
                tokio::spawn(async move { serve(stream, &state).await });
            }
        });
        Self { port, state }
    }

    /// Whether it says to come back later from now on.
    pub fn refuse(&self, refuses: bool) {
        self.state.refuses.store(refuses, Ordering::SeqCst);
    }

    /// The mails it took since the last call, headers and bodies.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.state.mails.lock())
    }
}

async fn serve(stream: TcpStream, state: &State) -> Option<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 sink\r\n").await.ok()?;
    while let Some(line) = lines.next_line().await.ok()? {
        let word = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        let answer: &[u8] = match word.as_str() {
            "RCPT" if state.refuses.load(Ordering::SeqCst) => b"451 come back later\r\n",
            "DATA" => {
                write.write_all(b"354 go on\r\n").await.ok()?;
                let mut mail = String::new();
                while let Some(line) = lines.next_line().await.ok()?.filter(|line| line != ".") {
                    mail.push_str(&line);
                    mail.push('\n');
                }
                state.mails.lock().push(mail);
                b"250 kept\r\n"
            }
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await.ok()?;
                return Some(());
            }
            _ => b"250 ok\r\n",
        };
        write.write_all(answer).await.ok()?;
    }
    Some(())
}
