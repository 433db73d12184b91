using System.Text;
using System.Text.RegularExpressions;
using Hotline.Cases;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

/// <summary>A key is compared with requests that an older program fingerprinted: the form must not change.</summary>
public sealed class RememberingRequests
{
    [Test]
    public void Fingerprints_only_what_a_request_says() => Assert.That(
        Regex.Unescape(Encoding.UTF8.GetString(RequestForm.Of(ACase.OfNoise))),
        Is.EqualTo(
            """{"Channel":"Phone","RequesterKind":"Citizen","Type":"Help","Category":"C0501","Area":"street-east","Title":"夜间施工噪声扰民","Content":"工地每晚十点后仍在施工，影响休息，请核实处理。","Urgency":"General","ReplyWanted":true,"Requester":{"Name":"甲某","Phone":"19900000000"}}"""));
}
