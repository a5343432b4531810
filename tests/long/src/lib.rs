//! Tests that compute for long, which is why they are optimised: see the workspace's profiles.
