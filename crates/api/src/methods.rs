//! Addresses and the methods that they take, as the description has them: who asks with another is told which there
//! are. May not enter: operations that are not described.

/// The described operations: the path in segments, and the method.
#[derive(Default)]
pub struct Methods(Vec<(Vec<String>, &'static str)>);

impl Methods {
    /// Takes in an operation.
    pub fn add(&mut self, path: &str, method: &'static str) {
        self.0.push((segments(path), method));
    }

    /// The methods of a path; none where there is no such path.
    #[must_use]
    pub fn of_path(&self, path: &str) -> Vec<&'static str> {
        let asked = segments(path);
        // A path that is described word for word is no other's parameter.
        let exact = self.of(|pattern| pattern == asked);
        if !exact.is_empty() {
            return exact;
        }
        self.of(|pattern| {
            let mut pairs = pattern.iter().zip(&asked);
            pattern.len() == asked.len()
                && pairs.all(|(it, asked)| it.starts_with('{') || it == asked)
        })
    }

    fn of(&self, fits: impl Fn(&[String]) -> bool) -> Vec<&'static str> {
        let of_those = self.0.iter().filter(|(pattern, _)| fits(pattern));
        let mut methods: Vec<_> = of_those.map(|(_, method)| *method).collect();
        methods.sort_unstable();
        methods.dedup();
        methods
    }
}

fn segments(path: &str) -> Vec<String> {
    path.split('/').skip(1).map(str::to_owned).collect()
}
