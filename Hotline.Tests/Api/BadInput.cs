using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

/// <summary>Whatever is wrong is answered with its own status and code, and leaves nothing behind.</summary>
public sealed class BadInput
{
    private static HotlineApplication _hotline = null!;

    /// <summary>With its units.</summary>
    private static string _dispatched = null!;

    /// <summary>Waits for a dispatcher, because the tax bureau takes no cases.</summary>
    private static string _waiting = null!;

    [OneTimeSetUp]
    public static async Task Start()
    {
        _hotline = await HotlineApplication.StartWithoutAsync("tax");
        _dispatched = await _hotline.Client.RegisterAndDispatchAsync(ACase.OfNoise);
        _waiting = await _hotline.RegisterAsync(ACase.OfAnInvoice);
        await _hotline.SettleAsync();
    }

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public Task An_empty_body() => RefusesCase("", 400, "request.empty");

    [Test]
    public Task A_body_that_is_null() => RefusesCase("null", 400, "request.empty");

    [Test]
    public Task An_empty_object_is_told_every_missing_field_at_once() => RefusesCase(
        "{}", 400, "request.invalid", "channel", "requesterKind", "type", "category", "title", "content", "requester");

    [Test]
    public Task Nine_thousand_characters_of_content() => RefusesCase(
        ACase.But(json => json["content"] = new string('噪', 9000)), 400, "request.invalid", "content");

    [TestCase("a\u0000b")]
    [TestCase("a\u001bb")]
    [TestCase("a\u0085b")]
    [TestCase("line\nbreak")]
    public Task Control_characters_in_a_line(string title) => RefusesCase(
        ACase.But(json => json["title"] = title), 400, "request.invalid", "title");

    [TestCase("a\u0000b")]
    [TestCase("a\u0007b")]
    public Task Control_characters_in_a_text(string content) => RefusesCase(
        ACase.But(json => json["content"] = content), 400, "request.invalid", "content");

    [TestCase("\u200b\u200d\ufeff")]
    [TestCase("\u3164 \u2800")]
    [TestCase("\u3000")]
    public Task A_title_of_nothing_that_shows(string title) => RefusesCase(
        ACase.But(json => json["title"] = title), 400, "request.invalid", "title");

    [TestCase("title", "a\u202eb")]
    [TestCase("title", "a\u2066b")]
    [TestCase("content", "a\u202ab")]
    [TestCase("content", "a\u2069b")]
    public Task Characters_that_turn_the_direction_of_writing(string field, string text) => RefusesCase(
        ACase.But(json => json[field] = text), 400, "request.invalid", field);

    [Test]
    public Task Half_a_character() => RefusesCase(
        ACase.But(json => json["title"] = "标记").Replace("\\u6807", "\\ud83d", StringComparison.Ordinal), 400, "request.invalid", "title");

    [TestCase("{\"channel\":\"Phone\"")]
    [TestCase("not json")]
    [TestCase("[]")]
    [TestCase("\"a text\"")]
    [TestCase("{\"channel\":\"Phone\",}")]
    public Task What_is_no_JSON_object(string body) => RefusesCase(body, 400, "request.malformed");

    [Test]
    public Task A_number_where_a_text_belongs() => RefusesCase(
        ACase.But(json => json["title"] = 5), 400, "request.invalid", "title");

    [Test]
    public Task A_text_where_a_truth_value_belongs() => RefusesCase(
        ACase.But(json => json["confidential"] = "yes"), 400, "request.invalid", "confidential");

    [Test]
    public Task A_wrong_type_further_inside() => RefusesCase(
        ACase.But(json => json["requester"]!["phone"] = 19900000000), 400, "request.invalid", "requester.phone");

    [Test]
    public Task A_member_nobody_knows() => RefusesCase(
        ACase.But(json => json["priority"] = "high"), 400, "request.invalid", "priority");

    [Test]
    public Task Everything_wrong_at_once_whatever_is_wrong_with_it() => RefusesCase(
        """{"title":12,"content":true,"category":"Z","channel":"Fax","urgency":"Urgent","receivedAt":"now","priority":1,"requester":{"phone":5,"nick":"","email":"x"},"answer":[]}""",
        400,
        "request.invalid",
        "title",
        "content",
        "category",
        "channel",
        "requesterKind",
        "type",
        "receivedAt",
        "priority",
        "requester.phone",
        "requester.nick",
        "requester.email",
        "requester.name",
        "answer");

    [Test]
    public Task A_member_given_twice() => RefusesCase(
        ACase.OfNoise.Json().ToJsonString().Insert(1, "\"title\":\"另一个标题\","), 400, "request.invalid", "title");

    [Test]
    public Task A_member_whose_name_is_half_a_character() => RefusesCase("{\"\\ud83d\":1}", 400, "request.malformed");

    [Test]
    public async Task Units_that_are_no_texts() => await RefusesStep(
        _waiting, "dispatch", new { lead = 1, supporters = new object[] { "commerce", 2, true }, dueOn = "soon" }, 400, "request.invalid",
        "lead", "supporters[1]", "supporters[2]", "dueOn", "basis");

    [TestCase("{\"title\":12}", "title", "须为文本。", "Must be a text.")]
    [TestCase("{\"priority\":12}", "priority", "没有这个字段。", "There is no such field.")]
    [TestCase("{\"title\":\"a\",\"Title\":\"b\"}", "title", "这个字段写了两次。", "This field is given twice.")]
    [TestCase("{\"confidential\":1}", "confidential", "须为 true 或 false。", "Must be true or false.")]
    public async Task Says_what_a_field_should_have_been(string body, string field, string inChinese, string inEnglish)
    {
        using var chinese = await _hotline.Client.SendCaseAsync(body, HotlineClient.NewKey());
        using var english = await _hotline.Client.SendCaseAsync(body, HotlineClient.NewKey(), language: "en");
        Assert.That((await chinese.RefusedAsync()).Errors[field], Is.EqualTo(new[] { inChinese }));
        Assert.That((await english.RefusedAsync()).Errors[field], Is.EqualTo(new[] { inEnglish }));
    }

    [Test]
    public Task A_category_that_does_not_exist() => RefusesCase(
        ACase.But(json => json["category"] = "C0599"), 400, "request.invalid", "category");

    [Test]
    public Task A_first_level_category() => RefusesCase(
        ACase.But(json => json["category"] = "C05"), 400, "request.invalid", "category");

    [Test]
    public Task A_category_of_the_other_kind_of_requester() => RefusesCase(
        ACase.But(json => json["category"] = "E1101"), 400, "request.invalid", "category");

    [Test]
    public Task An_area_that_does_not_exist() => RefusesCase(
        ACase.But(json => json["area"] = "street-north"), 400, "request.invalid", "area");

    [TestCase("channel", "Fax")]
    [TestCase("urgency", "")]
    [TestCase("urgency", "2")]
    [TestCase("type", "Help,Complaint")]
    [TestCase("requesterKind", "群众")]
    public Task A_text_that_is_none_of_the_values(string field, string text) => RefusesCase(
        ACase.But(json => json[field] = text), 400, "request.invalid", field);

    [Test]
    public Task A_number_in_place_of_a_value() => RefusesCase(
        ACase.But(json => json["channel"] = 0), 400, "request.invalid", "channel");

    [TestCase("2025-09-16T09:00:00")]
    [TestCase("2025-09-16")]
    [TestCase("yesterday")]
    [TestCase("2025-13-16T09:00:00+08:00")]
    [TestCase("0001-01-01T00:00:00+14:00")]
    public Task A_time_of_receipt_without_offset_or_sense(string received) => RefusesCase(
        ACase.But(json => json["receivedAt"] = received), 400, "request.invalid", "receivedAt");

    [Test]
    public Task A_time_of_receipt_in_the_future() => RefusesCase(
        ACase.But(json => json["receivedAt"] = "2025-09-17T09:00:00+08:00"), 400, "request.invalid", "receivedAt");

    [TestCase("2018-12-31T09:00:00+08:00")]
    [TestCase("0001-01-02T00:00:00+14:00")]
    public Task A_time_of_receipt_before_the_calendar_begins(string received) => RefusesCase(
        ACase.But(json => json["receivedAt"] = received), 400, "request.invalid", "receivedAt");

    [Test]
    public Task A_telephone_number_with_letters() => RefusesCase(
        ACase.But(json => json["requester"]!["phone"] = "199-CALL-ME"), 400, "request.invalid", "requester.phone");

    [Test]
    public Task No_way_to_reply_where_a_reply_is_wanted() => RefusesCase(
        ACase.But(json => json["requester"]!.AsObject().Remove("phone")), 400, "request.invalid", "requester.phone");

    [Test]
    public Task A_complaint_answered_on_the_line_without_being_solved() => RefusesCase(
        (ACase.AnsweredOnTheLine with { Type = CaseType.Complaint, Answer = new RegisterCase.OnTheLine { Text = "已解释。", Resolution = Resolution.Unsolved } })
            .Json().ToJsonString(),
        409,
        "answer.needs_a_unit");

    [Test]
    public async Task No_idempotency_key() => await Refuses(
        () => _hotline.Client.SendCaseAsync(ACase.OfNoise.Json().ToJsonString(), key: null), 400, "idempotency.key_missing");

    [Test]
    public async Task An_idempotency_key_with_blanks() => await Refuses(
        () => _hotline.Client.SendCaseAsync(ACase.OfNoise.Json().ToJsonString(), "a key"), 400, "idempotency.key_malformed");

    [Test]
    public async Task An_idempotency_key_that_is_too_long() => await Refuses(
        () => _hotline.Client.SendCaseAsync(ACase.OfNoise.Json().ToJsonString(), new string('k', 129)), 400, "idempotency.key_malformed");

    [Test]
    public async Task An_idempotency_key_used_again_for_something_else()
    {
        var key = HotlineClient.NewKey();
        using var first = await _hotline.Client.SendCaseAsync(ACase.AnsweredOnTheLine.Json().ToJsonString(), key);
        await first.JsonAsync(HttpStatusCode.Created);
        await _hotline.SettleAsync();
        await Refuses(
            () => _hotline.Client.SendCaseAsync((ACase.AnsweredOnTheLine with { Title = "另一件事" }).Json().ToJsonString(), key),
            422,
            "idempotency.key_reused");
    }

    [Test]
    public Task A_body_of_more_than_a_quarter_megabyte() => RefusesCase(
        ACase.But(json => json["content"] = new string('a', 300 * 1024)), 413, "request.too_large");

    [Test]
    public async Task A_body_of_more_than_a_quarter_megabyte_that_does_not_say_so() => await Refuses(
        () => _hotline.Http.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/cases")
        {
            Content = new StringContent(new string(' ', 300 * 1024), System.Text.Encoding.UTF8, "application/json"),
            Headers = { { "Idempotency-Key", "chunked" }, { "Transfer-Encoding", "chunked" } },
        }),
        413,
        "request.too_large");

    [Test]
    public async Task No_body_and_no_media_type() => await Refuses(
        () => _hotline.Http.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/cases") { Headers = { { "Idempotency-Key", "nothing" } } }),
        400,
        "request.empty");

    [Test]
    public async Task Another_encoding_than_UTF_8() => await Refuses(
        () => _hotline.Http.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/cases")
        {
            Content = new StringContent("{}", System.Text.Encoding.Latin1, "application/json"),
            Headers = { { "Idempotency-Key", "latin" } },
        }),
        415,
        "request.media_type");

    [TestCase("text/plain")]
    [TestCase("application/x-www-form-urlencoded")]
    public async Task Another_media_type(string mediaType) => await Refuses(
        () => _hotline.Client.SendCaseAsync(ACase.OfNoise.Json().ToJsonString(), HotlineClient.NewKey(), mediaType), 415, "request.media_type");

    [TestCase("2027-01-01", "deadline.beyond_calendar")]
    [TestCase("9999-12-31", "deadline.beyond_calendar")]
    [TestCase("2025-09-15", "deadline.in_the_past")]
    [TestCase("2025-12-31", "deadline.beyond_limit")]
    public async Task A_resolution_date_that_cannot_be(string dueOn, string code) => await RefusesStep(
        _waiting, "dispatch", new { lead = "commerce", basis = "税务局暂不接单", dueOn }, 409, code);

    [Test]
    public async Task A_resolution_date_that_is_no_date() => await RefusesStep(
        _waiting, "dispatch", new { lead = "commerce", basis = "税务局暂不接单", dueOn = "2025-02-30" }, 400, "request.invalid", "dueOn");

    [Test]
    public async Task A_unit_that_does_not_exist() => await RefusesStep(
        _waiting, "dispatch", new { lead = "nobody", supporters = new[] { "commerce", "neither" }, basis = "依据" }, 400, "request.invalid", "lead", "supporters[1]");

    [Test]
    public async Task A_unit_that_takes_no_cases() => await RefusesStep(
        _waiting, "dispatch", new { lead = "tax", basis = "依据" }, 409, "dispatch.unit_inactive");

    [Test]
    public async Task A_unit_that_takes_part_twice() => await RefusesStep(
        _waiting, "dispatch", new { lead = "commerce", supporters = new[] { "commerce" }, basis = "依据" }, 409, "dispatch.unit_twice");

    [Test]
    public async Task A_step_the_case_cannot_take() => await RefusesStep(_dispatched, "review", new { outcome = "Pass" }, 409, "case.step_not_allowed");

    [Test]
    public async Task A_reply_before_signing() => await RefusesStep(_dispatched, "reply", HotlineClient.AReply(1), 409, "assignment.not_signed");

    [Test]
    public async Task An_assignment_that_does_not_exist() => await RefusesStep(_dispatched, "sign", new { assignment = 7 }, 409, "assignment.not_found");

    [Test]
    public async Task A_reply_without_what_was_done() => await RefusesStep(
        _dispatched, "reply", new { assignment = 1, resolution = "Unsolved" }, 400, "request.invalid", "substantiated", "contacted", "reason", "publicReply");

    [Test]
    public async Task Answers_of_a_requester_who_was_not_reached() => await RefusesStep(
        _dispatched, "callback", new { reached = false, satisfaction = "Satisfied" }, 400, "request.invalid", "reached");

    [Test]
    public async Task A_case_that_does_not_exist() => await Refuses(
        () => _hotline.Http.GetAsync(new Uri("/api/cases/" + Hotline.Domain.Cases.CaseNumber.Make(new DateOnly(2020, 1, 1), 1), UriKind.Relative)),
        404,
        "case.not_found");

    [Test]
    public async Task A_step_of_a_case_that_does_not_exist() => await Refuses(
        () => _hotline.Client.SendStepAsync(Hotline.Domain.Cases.CaseNumber.Make(new DateOnly(2020, 1, 1), 1), "sign", new { assignment = 1 }, 1),
        404,
        "case.not_found");

    [Test]
    public async Task A_case_number_with_a_digit_mistyped()
    {
        var wrong = _dispatched[..^1] + (char)('0' + ((_dispatched[^1] - '0' + 1) % 10));
        foreach (var path in (string[])["", "/events"])
        {
            await Refuses(() => _hotline.Http.GetAsync(new Uri($"/api/cases/{wrong}{path}", UriKind.Relative)), 404, "case.number_wrong");
        }

        await Refuses(() => _hotline.Client.SendStepAsync(wrong, "sign", new { assignment = 1 }, 2), 404, "case.number_wrong");
    }

    [Test]
    public async Task No_If_Match() => await Refuses(
        () => _hotline.Client.SendStepAsync(_dispatched, "sign", new { assignment = 1 }, ifMatch: null), 428, "precondition.missing");

    [TestCase("*")]
    [TestCase("\"abc\"")]
    [TestCase("\"2\", \"3\"")]
    [TestCase("\"-2\"")]
    [TestCase("\"99999999999\"")]
    public async Task An_If_Match_that_is_no_version(string ifMatch) => await Refuses(
        () => _hotline.Client.SendStepAsync(_dispatched, "sign", new { assignment = 1 }, ifMatch), 400, "precondition.malformed");

    [TestCase("\"1\"")]
    [TestCase("W/\"1\"")]
    [TestCase("\"0\"")]
    [TestCase("\"17\"")]
    public async Task An_If_Match_of_another_version(string ifMatch) => await Refuses(
        () => _hotline.Client.SendStepAsync(_dispatched, "sign", new { assignment = 1 }, ifMatch), 412, "case.stale");

    [TestCase("archive")]
    [TestCase("0")]
    [TestCase("dispatch,unit")]
    public Task A_queue_that_does_not_exist(string queue) => RefusesPath($"/api/queues/{queue}", 404, "queue.invalid");

    [TestCase("review?light=blue")]
    [TestCase("review?light=1")]
    [TestCase("review?light=green,red")]
    [TestCase("review?take=0")]
    [TestCase("review?take=201")]
    [TestCase("review?take=-1")]
    [TestCase("review?after=here")]
    [TestCase("review?after=1_2_3_4")]
    [TestCase("review?after=9999999999999999999_250916-000001-1_0")]
    [TestCase("review?unit=ecology")]
    [TestCase("unit")]
    [TestCase("unit?unit=nope")]
    public Task A_page_of_a_queue_that_cannot_be(string query) => RefusesPath($"/api/queues/{query}", 400, "queue.invalid");

    [Test]
    public Task A_take_that_is_no_number() => RefusesPath("/api/queues/review?take=ten", 400, "queue.invalid");

    [TestCase("2025Q5")]
    [TestCase("2025-13")]
    [TestCase("25")]
    [TestCase("9999")]
    [TestCase("2025q3")]
    [TestCase("2025Q3%0A")]
    public Task A_period_that_does_not_exist(string period) => RefusesPath($"/api/scorecards/{period}", 404, "period.unknown");

    [Test]
    public Task A_path_that_does_not_exist() => RefusesPath("/api/nothing", 404, "http.404");

    [Test]
    public async Task A_method_that_does_not_belong() => await Refuses(
        () => _hotline.Http.DeleteAsync(new Uri("/api/cases/" + _dispatched, UriKind.Relative)), 405, "http.405");

    [Test]
    public async Task A_praise_of_a_unit_that_does_not_exist() => await Refuses(
        () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/api/praises") { Content = JsonContent.Create(new { unit = "nobody" }) };
            request.Headers.Add("Idempotency-Key", HotlineClient.NewKey());
            return _hotline.Http.SendAsync(request);
        },
        400,
        "request.invalid",
        "kind",
        "requesterKind",
        "unit");

    [Test]
    public async Task Is_answered_in_Chinese_unless_English_is_asked_for()
    {
        using var chinese = await _hotline.Client.SendCaseAsync("{}", HotlineClient.NewKey());
        using var english = await _hotline.Client.SendCaseAsync("{}", HotlineClient.NewKey(), language: "en");
        var (inChinese, inEnglish) = (await chinese.RefusedAsync(), await english.RefusedAsync());
        var han = new Regex(@"\p{IsCJKUnifiedIdeographs}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(inChinese.Title, Does.Match(han));
            Assert.That(inEnglish.Title, Does.Not.Match(han));
            Assert.That(inChinese.Errors.Values.SelectMany(messages => messages), Has.All.Match(han));
            Assert.That(inEnglish.Errors.Values.SelectMany(messages => messages), Has.None.Match(han));
            Assert.That(inEnglish.Code, Is.EqualTo(inChinese.Code));
        }
    }

    [TestCase("/api/queues/review?take=0", "take 须为 1 至 200 的整数。", "take is a whole number, 1 to 200.")]
    [TestCase("/api/queues/unit?unit=nope", "没有承办单位“nope”。", "There is no unit 'nope'.")]
    [TestCase("/api/cases/200101-000001-0", "请核对工单编号后再试。", "A digit is wrong or missing: the check digit does not fit.")]
    public async Task Says_more_than_its_title_in_the_language_of_the_title(string path, string inChinese, string inEnglish)
    {
        foreach (var (language, said) in ((string, string)[])[("zh-CN", inChinese), ("en", inEnglish)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Accept-Language", language);
            using var response = await _hotline.Http.SendAsync(request);
            Assert.That((await response.RefusedAsync()).Detail, Is.EqualTo(said));
        }
    }

    [Test]
    public async Task Says_where_JSON_is_broken()
    {
        using var response = await _hotline.Client.SendCaseAsync("{\n \"title\" 5}", HotlineClient.NewKey());
        Assert.That((await response.RefusedAsync()).Detail, Is.EqualTo("第 2 行第 10 字节。"));
    }

    [Test]
    public async Task Says_the_rules_sentence_in_Chinese_to_Chinese_readers()
    {
        using var response = await _hotline.Client.SendStepAsync(
            _dispatched, "review", new { outcome = "Pass" }, (await _hotline.Client.ReadAsync(_dispatched)).Version());
        Assert.That((await response.RefusedAsync()).Detail, Is.EqualTo("工单现为“处理中”，不能办理“审核”。"));
    }

    private static Task RefusesCase(string body, int status, string code, params string[] fields) =>
        Refuses(() => _hotline.Client.SendCaseAsync(body, HotlineClient.NewKey()), status, code, fields);

    private static Task RefusesPath(string path, int status, string code) =>
        Refuses(() => _hotline.Http.GetAsync(new Uri(path, UriKind.Relative)), status, code);

    private static async Task RefusesStep(string number, string step, object body, int status, string code, params string[] fields)
    {
        var version = (await _hotline.Client.ReadAsync(number)).Version();
        await Refuses(() => _hotline.Client.SendStepAsync(number, step, body, version), status, code, fields);
    }

    private static async Task Refuses(Func<Task<HttpResponseMessage>> send, int status, string code, params string[] fields)
    {
        var before = await _hotline.Data.CountRowsAsync();
        using var response = await send();
        var refused = await response.RefusedAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(((int)refused.Status).ToString(CultureInfo.InvariantCulture), Is.EqualTo(status.ToString(CultureInfo.InvariantCulture)), refused.Detail);
            Assert.That(refused.MediaType, Is.EqualTo("application/problem+json"));
            Assert.That(refused.Code, Is.EqualTo(code));
            Assert.That(refused.Title, Is.Not.Null.And.Not.Empty.And.Not.EqualTo(code));
            Assert.That(refused.Errors.Keys, Is.EquivalentTo(fields));
            Assert.That(refused.Errors.Values, Has.All.Not.Empty);
            Assert.That(await _hotline.Data.CountRowsAsync(), Is.EqualTo(before), "something was written");
        }
    }
}
