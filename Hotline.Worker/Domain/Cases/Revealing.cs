using System.Collections.Immutable;
using Hotline.Contracts.Cases;

namespace Hotline.Domain.Cases;

/// <summary>What is known of a requester, field by field.</summary>
public enum RequesterField
{
    /// <summary>姓名</summary>
    Name,
    /// <summary>来电号码</summary>
    Phone,
    /// <summary>联系电话</summary>
    ContactPhone,
    /// <summary>邮箱</summary>
    Email,
    /// <summary>住址</summary>
    Address,
    /// <summary>单位名称</summary>
    Company,
    /// <summary>统一社会信用代码</summary>
    CreditCode,
}

/// <summary>
/// 查看诉求人信息 (domain.md §1.8): whose work needs the requester in clear. It is no step: nothing becomes of the case by it, so it
/// is in no table of the lifecycle and in no event, but every look is on record.
/// </summary>
public static class Revealing
{
    private static readonly ImmutableArray<Role> Hotline = [Role.Agent, Role.ShiftLeader, Role.Dispatcher, Role.Caller];
    private static readonly ImmutableArray<Role> Units = [Role.Handler, Role.UnitHead];

    /// <summary>What a unit needs to contact the requester.</summary>
    private static readonly ImmutableArray<RequesterField> ForUnits = [RequesterField.Name, RequesterField.Phone, RequesterField.ContactPhone];

    /// <param name="case">The case.</param>
    /// <param name="asked">What somebody wants to see.</param>
    /// <param name="actor">Who wants to.</param>
    /// <param name="granted">What of it is shown; empty when refused.</param>
    /// <returns>Why not; <c>null</c> when it is shown.</returns>
    public static Refusal? Check(Case @case, IReadOnlyList<RequesterField> asked, Actor actor, out ImmutableArray<RequesterField> granted)
    {
        granted = [];
        if (actor.Unit is { } unit)
        {
            if (!Units.Any(actor.Is))
            {
                return RoleMissing;
            }

            if (@case.Confidential)
            {
                return new Refusal("reveal.confidential", "保密: units see the matter, not the requester.");
            }

            if (!@case.CurrentAssignments.Any(assignment => assignment.Unit == unit && assignment.IsOpen))
            {
                return new Refusal("reveal.not_open", "The unit has nothing open in this case.");
            }

            if (asked.Any(field => !ForUnits.Contains(field)))
            {
                return new Refusal("reveal.beyond_contact", "A unit sees the name and the telephone numbers.");
            }
        }
        else if (!Hotline.Any(actor.Is))
        {
            return RoleMissing;
        }

        // 匿名: the name is not shown to anybody, not even masked.
        granted = [.. asked.Where(field => !@case.Anonymous || field != RequesterField.Name).Distinct().Order()];
        return granted.IsEmpty ? new Refusal("reveal.anonymous", "The requester gave no name.") : null;
    }

    /// <summary>Whether somebody may have the requesters of many cases at once: of the hotline. A unit looks one by one.</summary>
    /// <returns>Why not; <c>null</c> when each case decides.</returns>
    public static Refusal? CheckMany(Actor actor) => actor.Unit is null && Hotline.Any(actor.Is) ? null : RoleMissing;

    private static Refusal RoleMissing => new("actor.role_missing", "None of the actor's roles needs the requester in clear.");
}
