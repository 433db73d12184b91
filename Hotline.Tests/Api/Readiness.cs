using System.Net;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

public sealed class Readiness
{
    [Test]
    public async Task Ends_when_nothing_can_be_written_and_returns_when_it_can()
    {
        await using var hotline = HotlineApplication.Start();
        await SeeAsync(hotline, HttpStatusCode.OK);
        await hotline.Data.RefuseMarksAsync();
        await SeeAsync(hotline, HttpStatusCode.ServiceUnavailable);
        using (var live = await hotline.Http.GetAsync(new Uri("/health/live", UriKind.Relative)))
        {
            Assert.That(live.StatusCode, Is.EqualTo(HttpStatusCode.OK), "restarting it would not help");
        }

        await hotline.Data.AcceptMarksAsync();
        await SeeAsync(hotline, HttpStatusCode.OK);
    }

    private static Task SeeAsync(HotlineApplication hotline, HttpStatusCode expected) => Eventually.SeeAsync(
        async () =>
        {
            using var ready = await hotline.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return ready.StatusCode;
        },
        status => status == expected,
        $"readiness is {expected}");
}
