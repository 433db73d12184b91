using Hotline.Api.Accounts;
using Hotline.Contracts.Cases;

namespace Hotline.Api.Ui.Shared;

/// <summary>
/// Who may open a page: accounts that hold one of the roles, or without roles every account. It becomes the page's
/// <see cref="AccessRule"/>, so that pages are guarded, and listed by the test, like every other endpoint.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForAttribute(params Role[] roles) : Attribute
{
    public IReadOnlyList<Role> Roles => roles;
}

/// <summary>A page for everybody, signed in or not.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForEverybodyAttribute : Attribute;
