//! Addresses and the methods that they take, read off the description: who asks with another is told which there are.
//! May not enter: operations that are not described.

use utoipa::openapi::{OpenApi, path::PathItem};

/// The described paths, in segments, each with its methods.
pub struct Methods(Vec<(Vec<String>, Vec<&'static str>)>);

impl Methods {
    /// Those of a description.
    #[must_use]
    pub fn described(document: &OpenApi) -> Self {
        let paths = document.paths.paths.iter();
        Self(paths.map(|(path, item)| (segments(path), methods(item))).collect())
    }

    /// The methods of a path; none where there is no such path.
    #[must_use]
    pub fn of_path(&self, path: &str) -> Vec<&'static str> {
        let asked = segments(path);
        // A path that is described word for word is no other's parameter.
        if let Some((_, methods)) = self.0.iter().find(|(pattern, _)| *pattern == asked) {
            return methods.clone();
        }
        let fits = |pattern: &[String]| {
            let mut pairs = pattern.iter().zip(&asked);
            pattern.len() == asked.len()
                && pairs.all(|(it, asked)| it.starts_with('{') || it == asked)
        };
        let of_those = self.0.iter().filter(|(pattern, _)| fits(pattern));
        let mut methods: Vec<_> = of_those.flat_map(|(_, methods)| methods.clone()).collect();
        methods.sort_unstable();
        methods.dedup();
        methods
    }
}

fn segments(path: &str) -> Vec<String> {
    path.split('/').skip(1).map(str::to_owned).collect()
}

fn methods(item: &PathItem) -> Vec<&'static str> {
    let all = [
        ("GET", &item.get),
        ("POST", &item.post),
        ("PUT", &item.put),
        ("PATCH", &item.patch),
        ("DELETE", &item.delete),
    ];
    all.into_iter().filter(|(_, operation)| operation.is_some()).map(|(name, _)| name).collect()
}
