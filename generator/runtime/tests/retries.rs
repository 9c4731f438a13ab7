//! When to try again: the decision as a table, and the same against a server.

mod table {
    use std::time::{Duration, SystemTime, UNIX_EPOCH};

    use http::HeaderMap;
    use twilio_runtime::{
        Decision, FailedAttempt, Failure, Method, RetryPolicy, TransportErrorKind,
    };

    /// 2026-03-01T08:00:00Z.
    fn now() -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_772_352_000)
    }

    fn failed(method: Method, failure: Failure) -> FailedAttempt<'static> {
        let mut failed = FailedAttempt::new(method, failure, now());
        failed.jitter = 0.5;
        failed
    }

    fn repeats(failed: &FailedAttempt<'_>) -> bool {
        RetryPolicy::default().decide(failed) != Decision::Stop
    }

    #[test]
    fn the_statuses_can_be_chosen() {
        let policy = RetryPolicy::default().statuses([429, 409]);
        let repeats = |method, status| {
            let failed = failed(method, Failure::Status(status));
            policy.decide(&failed) != Decision::Stop
        };
        assert!(repeats(Method::Get, 409) && repeats(Method::Post, 429));
        assert!(!repeats(Method::Post, 409), "it may have been carried out");
        assert!(!repeats(Method::Get, 503));
        let unsent = failed(
            Method::Post,
            Failure::Transport(TransportErrorKind::Connect),
        );
        assert_ne!(policy.decide(&unsent), Decision::Stop);
        let none = RetryPolicy::default().statuses([]);
        let busy = failed(Method::Get, Failure::Status(429));
        assert_eq!(none.decide(&busy), Decision::Stop);
    }

    #[test]
    fn the_table_of_methods_and_failures() {
        use TransportErrorKind::{
            Broken, Busy, Connect, ConnectTimeout, NoRuntime, Other, Timeout, TooLarge,
        };
        // (what happened, harmless methods, POST and PATCH, those allowed to be repeated)
        let rows = [
            (Failure::Status(429), true, true, true),
            (Failure::Transport(Connect), true, true, true),
            (Failure::Transport(ConnectTimeout), true, true, true),
            (Failure::Transport(Busy), true, true, true),
            (Failure::Status(408), true, false, true),
            (Failure::Status(500), true, false, true),
            (Failure::Status(502), true, false, true),
            (Failure::Status(503), true, false, true),
            (Failure::Status(504), true, false, true),
            (Failure::Transport(Timeout), true, false, true),
            (Failure::Transport(Broken), true, false, true),
            (Failure::Status(501), false, false, false),
            (Failure::Status(301), false, false, false),
            (Failure::Status(400), false, false, false),
            (Failure::Status(401), false, false, false),
            (Failure::Status(404), false, false, false),
            (Failure::Status(409), false, false, false),
            (Failure::Transport(TooLarge), false, false, false),
            (Failure::Transport(NoRuntime), false, false, false),
            (Failure::Transport(Other), false, false, false),
        ];
        for (failure, harmless, ambiguous, allowed) in rows {
            for method in [Method::Get, Method::Head, Method::Put, Method::Delete] {
                assert_eq!(
                    repeats(&failed(method, failure)),
                    harmless,
                    "{method} {failure:?}"
                );
            }
            for method in [Method::Post, Method::Patch] {
                assert_eq!(
                    repeats(&failed(method, failure)),
                    ambiguous,
                    "{method} {failure:?}"
                );
                let mut replayable = failed(method, failure);
                replayable.replayable = true;
                assert_eq!(repeats(&replayable), allowed, "{method} {failure:?}");
            }
        }
    }

    #[test]
    fn waits_double_up_to_a_cap_and_are_a_random_part() {
        let policy = RetryPolicy::default()
            .attempts(10)
            .first_wait(Duration::from_secs(1))
            .longest_wait(Duration::from_secs(6));
        for (attempt, longest) in [(1, 1.0), (2, 2.0), (3, 4.0), (4, 6.0), (9, 6.0)] {
            for jitter in [0.0, 0.25, 1.0] {
                let mut failed = failed(Method::Get, Failure::Status(500));
                (failed.attempt, failed.jitter) = (attempt, jitter);
                let wait = Duration::from_secs_f64(longest * jitter);
                assert_eq!(policy.decide(&failed), Decision::Wait(wait));
            }
        }
    }

    #[test]
    fn jitter_that_is_out_of_range_do_no_harm() {
        for jitter in [-1.0, 7.0, f64::NAN, f64::INFINITY] {
            let mut failed = failed(Method::Get, Failure::Status(500));
            failed.jitter = jitter;
            let Decision::Wait(wait) = RetryPolicy::default().decide(&failed) else {
                panic!("{jitter}")
            };
            assert!(wait <= Duration::from_millis(500), "{jitter}");
            let endless = RetryPolicy::default()
                .first_wait(Duration::MAX)
                .longest_wait(Duration::MAX);
            assert!(matches!(endless.decide(&failed), Decision::Wait(_)));
        }
    }

    #[test]
    fn it_ends_with_the_attempts() {
        let mut last = failed(Method::Get, Failure::Status(500));
        for (attempt, again) in [(3, true), (4, false), (5, false), (u32::MAX, false)] {
            last.attempt = attempt;
            assert_eq!(repeats(&last), again);
        }
        last.attempt = 1;
        assert_eq!(RetryPolicy::never().decide(&last), Decision::Stop);
        assert_eq!(
            RetryPolicy::default().attempts(0).decide(&last),
            Decision::Stop
        );
    }

    #[test]
    fn retry_after_in_both_forms() {
        let usual = Decision::Wait(Duration::from_millis(250));
        let after = |seconds| Decision::Wait(Duration::from_secs(seconds));
        // (Retry-After, Date, what is done)
        let rows = [
            ("7", None, after(7)),
            (" 7 ", None, after(7)),
            ("30", None, after(30)),
            ("Sun, 01 Mar 2026 08:00:09 GMT", None, after(9)),
            // By the server's clock, where it tells.
            (
                "Sun, 01 Mar 2026 10:00:05 GMT",
                Some("Sun, 01 Mar 2026 10:00:00 GMT"),
                after(5),
            ),
            // No wait does not allow asking at once.
            ("0", None, usual),
            ("000", None, usual),
            ("Sun, 01 Mar 2026 08:00:00 GMT", None, usual),
            ("Sun, 01 Mar 2026 07:00:00 GMT", None, usual),
            (
                "Sun, 01 Mar 2026 10:00:05 GMT",
                Some("Sun, 01 Mar 2026 10:00:06 GMT"),
                usual,
            ),
            ("-1", None, usual),
            ("1.5", None, usual),
            ("soon", None, usual),
            ("", None, usual),
            ("Sun, 99 Mar 2026 08:00:09 GMT", None, usual),
            // Earlier than that is too early.
            ("31", None, Decision::Stop),
            ("99999999999999999999999999", None, Decision::Stop),
            ("Sun, 01 Mar 2099 08:00:00 GMT", None, Decision::Stop),
        ];
        for (text, date, expected) in rows {
            let mut headers = HeaderMap::new();
            headers.insert("retry-after", text.parse().unwrap());
            if let Some(date) = date {
                headers.insert("date", date.parse().unwrap());
            }
            let mut failed = failed(Method::Post, Failure::Status(429));
            failed.headers = Some(&headers);
            let decision = RetryPolicy::default().decide(&failed);
            assert_eq!(decision, expected, "{text:?}");
        }
    }
}

#[cfg(feature = "reqwest")]
mod loopback;

#[cfg(feature = "reqwest")]
mod served {
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use twilio_runtime::{Client, Credentials, RetryPolicy};

    use super::loopback::api::{client, create, fetch};
    use super::loopback::clock::Clockwork;
    use super::loopback::{Act, Server};

    const OK: &str = r#"{"sid":"TH1"}"#;

    #[tokio::test]
    async fn three_times_500_and_then_200_is_success() {
        let server = Server::start(|number, _| match number {
            0..=2 => Act::json(500, "{}"),
            _ => Act::json(200, OK),
        })
        .await;
        let (client, clock) = client(&server);
        let raw = fetch(&client, "TH1").raw().await.unwrap();
        assert_eq!(raw.attempts(), 4);
        assert_eq!(clock.waits(), [500, 1000, 2000].map(Duration::from_millis));
        assert_eq!(server.seen().len(), 4);
    }

    #[tokio::test]
    async fn a_post_is_not_repeated_after_500() {
        let server = Server::start(|_, _| Act::json(500, "{}")).await;
        let (client, _) = client(&server);
        let error = create(&client).form("Name", "x").await.unwrap_err();
        assert_eq!(error.status(), Some(500));
        assert!(error.is_retryable());
        assert_eq!(server.seen().len(), 1);
    }

    #[tokio::test]
    async fn a_post_is_repeated_after_429_with_the_same_body() {
        let server = Server::start(|number, _| match number {
            0 => Act::with(429, &[("Retry-After", "3")], ""),
            1 => Act::with(429, &[("Retry-After", "Sun, 01 Mar 2026 08:00:08 GMT")], ""),
            2 => Act::with(429, &[("Retry-After", "0")], ""),
            _ => Act::json(201, OK),
        })
        .await;
        let (client, clock) = client(&server);
        create(&client).form("Name", "a b").await.unwrap();
        // The date is 8 seconds after the start, of which 3 have passed.
        // No wait asked for means the usual one, the whole of it in these tests.
        assert_eq!(clock.waits(), [3, 5, 2].map(Duration::from_secs));
        let seen = server.seen();
        assert_eq!(seen.len(), 4);
        assert!(seen.iter().all(|seen| seen.text() == "Name=a%20b"));
    }

    #[tokio::test]
    async fn the_overall_limit_ends_it_rather_than_a_wait_beyond_it() {
        let server = Server::start(|_, _| Act::with(429, &[("Retry-After", "20")], "")).await;
        let (client, clock) = client(&server);
        let call = fetch(&client, "TH1").timeout(Duration::from_secs(50));
        let error = call.await.unwrap_err();
        assert_eq!(error.status(), Some(429));
        let end = "(3 attempts, retry after 20 s)";
        assert!(error.to_string().ends_with(end), "{error}");
        assert_eq!(clock.waits(), [20, 20].map(Duration::from_secs));
    }

    #[tokio::test]
    async fn a_wait_that_is_too_long_is_told_and_not_cut_short() {
        for (text, seconds) in [
            ("31", 31),
            ("Sun, 01 Mar 2026 09:00:00 GMT", 3600),
            ("99999999999999999999999999", 4_294_967_295),
        ] {
            let act = move || Act::with(429, &[("Retry-After", text)], "");
            let server = Server::start(move |_, _| act()).await;
            let (client, clock) = client(&server);
            let error = fetch(&client, "TH1").await.unwrap_err();
            assert_eq!(server.seen().len(), 1, "{text}");
            assert!(clock.waits().is_empty());
            let asked = error.api().unwrap().retry_after();
            assert_eq!(asked, Some(Duration::from_secs(seconds)));
            let end = format!("(retry after {seconds} s)");
            assert!(error.to_string().ends_with(&end), "{error}");
            assert!(error.is_retryable());
        }
        // Who has the time can allow it.
        let server = Server::start(|number, _| match number {
            0 => Act::with(429, &[("Retry-After", "60")], ""),
            _ => Act::json(200, OK),
        })
        .await;
        let (client, clock) = client(&server);
        let patient = RetryPolicy::default().longest_retry_after(Duration::from_secs(90));
        fetch(&client, "TH1").retry(patient).await.unwrap();
        assert_eq!(clock.waits(), [Duration::from_secs(60)]);
    }

    #[tokio::test]
    async fn a_hook_sees_each_attempt() {
        let server = Server::start(|number, _| match number {
            0 => Act::with(503, &[("Twilio-Request-Id", "RQ1")], ""),
            _ => Act::json(200, OK),
        })
        .await;
        let seen = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&seen);
        let client = Client::builder(Credentials::none())
            .base_url(server.url())
            .randomness(|| 0.5)
            .on_attempt(move |attempt| {
                let request_id = attempt.request_id().map(str::to_owned);
                assert_eq!(attempt.operation().id(), "FetchThing");
                assert!(attempt.error().is_none());
                let what = (
                    attempt.number(),
                    attempt.status(),
                    request_id,
                    attempt.wait(),
                );
                all.lock().unwrap().push(what);
            })
            .build_with(Clockwork::new())
            .unwrap();
        fetch(&client, "TH1").await.unwrap();
        let wait = Some(Duration::from_millis(250));
        assert_eq!(
            *seen.lock().unwrap(),
            [
                (1, Some(503), Some("RQ1".to_owned()), wait),
                (2, Some(200), None, None)
            ]
        );
    }

    #[tokio::test]
    async fn a_call_can_have_a_policy_of_its_own() {
        let server = Server::start(|_, _| Act::json(500, "{}")).await;
        let (client, _) = client(&server);
        fetch(&client, "1")
            .retry(RetryPolicy::never())
            .await
            .unwrap_err();
        fetch(&client, "2")
            .retry(RetryPolicy::default().attempts(2))
            .await
            .unwrap_err();
        assert_eq!(server.seen().len(), 3);
    }
}
