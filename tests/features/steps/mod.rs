//! What the words of the scenarios do.
//!
//! A scene is one scenario on a register of its own. Steps are few and general: `given` builds
//! the application and its surroundings, `when` sends one request as somebody, `then` looks at
//! the answer, `law` at the rules in it, `reading` at what can be read afterwards. `requested` has
//! the steps of organizations that are registered already, `succession` those of mergers and ends,
//! `hubs` those of hubs and relations, `decoupling` those of departments that leave, `exit` those of liquidation and
//! deregistration, `annual` those of annual reports.

use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;

use crate::support::{Answer, World, application::lawful};

mod annual;
mod cast;
mod correction;
mod credit;
mod decoupling;
mod evaluation;
mod exit;
mod given;
mod hubs;
mod law;
mod penalty;
mod reading;
mod requested;
mod succession;
mod then;
mod when;
mod words;

/// Where the register is kept.
#[derive(Clone, Copy)]
pub enum Backend {
    Sqlite,
    Postgres,
}

static ON_POSTGRES: AtomicBool = AtomicBool::new(false);

/// Chooses the database of the scenes to come.
pub fn choose(backend: Backend) {
    ON_POSTGRES.store(matches!(backend, Backend::Postgres), Ordering::SeqCst);
}

/// Everything that one scenario has to do with.
pub struct Stage {
    pub world: World,
    /// The application as it is being written.
    pub application: Value,
    /// What a registered organization applies for or files, as it is being written.
    pub request: Value,
    /// Account of whoever acts for that organization.
    pub agent: String,
    /// The case that it became.
    pub case: Option<String>,
    /// The code of the association that came of it.
    pub uscc: Option<String>,
    /// A second organization, by its id.
    pub other: Option<String>,
    /// The last answer, and the one before it.
    pub answer: Option<Answer>,
    pub previous: Option<Answer>,
    /// Position of the log before the last request.
    pub before: i64,
    /// The act of the last request, by its id.
    pub act: String,
    /// Account of the applicant.
    pub applicant: String,
    /// Units that the scenario entered: name and id.
    pub units: Vec<(String, String)>,
}

impl Stage {
    fn new() -> Self {
        let world = match ON_POSTGRES.load(Ordering::SeqCst) {
            true => World::postgres().expect("SHUNIU_TEST_POSTGRES is set"),
            false => World::sqlite(),
        };
        Self {
            world,
            application: lawful("技艺"),
            request: Value::Null,
            agent: String::new(),
            case: None,
            uscc: None,
            other: None,
            answer: None,
            previous: None,
            before: 0,
            act: String::new(),
            applicant: "applicant".to_owned(),
            units: Vec::new(),
        }
    }

    /// Takes the answer of a request that `send` makes.
    pub fn request(&mut self, send: impl FnOnce(&mut Self) -> Answer) {
        self.before = self.world.registry.position().unwrap();
        let answer = send(self);
        self.previous = self.answer.replace(answer);
    }

    /// The last answer.
    pub fn answered(&self) -> &Answer {
        self.answer.as_ref().expect("nothing was asked yet")
    }

    /// The case.
    pub fn case(&self) -> &str {
        self.case.as_deref().expect("no draft was opened yet")
    }

    /// The code of the association.
    pub fn code(&self) -> &str {
        self.uscc.as_deref().expect("nothing was registered yet")
    }
}

/// One scenario. The harness blocks, cucumber does not: work is done on threads of its own.
#[derive(cucumber::World)]
#[world(init = Self::new)]
pub struct Scene(Option<Stage>);

impl std::fmt::Debug for Scene {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let stage = self.0.as_ref();
        f.debug_struct("Scene")
            .field("backend", &stage.map(|s| s.world.backend))
            .field("answer", &stage.and_then(|s| s.answer.as_ref()))
            .finish()
    }
}

impl Scene {
    async fn new() -> Self {
        Self(Some(tokio::task::spawn_blocking(Stage::new).await.unwrap()))
    }

    /// Does a step's work; a failed assertion fails the step.
    pub async fn play(&mut self, work: impl FnOnce(&mut Stage) + Send + 'static) {
        let mut stage = self.0.take().expect("the scene is open");
        let done = tokio::task::spawn_blocking(move || {
            work(&mut stage);
            stage
        });
        match done.await {
            Ok(stage) => self.0 = Some(stage),
            Err(failed) => std::panic::resume_unwind(failed.into_panic()),
        }
    }
}

/// Taking down a server and a database takes a while, and no scenario waits for it.
impl Drop for Scene {
    fn drop(&mut self) {
        if let (Some(stage), Ok(runtime)) = (self.0.take(), tokio::runtime::Handle::try_current()) {
            runtime.spawn_blocking(move || drop(stage));
        }
    }
}
