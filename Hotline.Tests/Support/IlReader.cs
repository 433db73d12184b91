using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Hotline.Tests.Support;

/// <summary>Reads what compiled code mentions: the types and texts of a method's body, its lambdas and state machines included.</summary>
internal static partial class IlReader
{
    private const BindingFlags All = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static bool IsSql(string text) => SqlPattern().IsMatch(text);

    /// <summary>The literal texts of a method, and of the state machine it was compiled to.</summary>
    public static IReadOnlyList<string> StringsOf(MethodInfo method)
    {
        IEnumerable<MethodBase> bodies = method.GetCustomAttribute<StateMachineAttribute>() is { } machine
            ? machine.StateMachineType.GetMethods(All).Prepend(method)
            : [method];
        return [.. bodies.SelectMany(Mentions).OfType<string>()];
    }

    /// <summary>The literal texts of everything a type declares; constants are copied to where they are used.</summary>
    public static IEnumerable<string> StringsOf(Type type) => BodiesOf(type).SelectMany(Mentions).OfType<string>();

    /// <summary>Every type that a type mentions: in its declaration, its members' signatures, its attributes and its methods' bodies.</summary>
    public static IReadOnlySet<Type> TypesOf(Type type)
    {
        var found = new HashSet<Type>();
        void Add(Type? mentioned)
        {
            if (mentioned is null || mentioned.IsGenericParameter || !found.Add(mentioned))
            {
                return;
            }

            Add(mentioned.HasElementType ? mentioned.GetElementType() : null);
            foreach (var argument in mentioned.IsGenericType ? mentioned.GetGenericArguments() : [])
            {
                Add(argument);
            }
        }

        Add(type.BaseType);
        foreach (var member in type.GetInterfaces()
            .Concat(type.GetFields(All).Select(field => field.FieldType))
            .Concat(type.GetProperties(All).Select(property => property.PropertyType))
            .Concat(BodiesOf(type).SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType))
            .Concat(BodiesOf(type).OfType<MethodInfo>().Select(method => method.ReturnType))
            .Concat(BodiesOf(type).SelectMany(method => method.GetMethodBody()?.LocalVariables ?? []).Select(local => local.LocalType))
            .Concat(type.GetMembers(All).Append(type).SelectMany(member => member.GetCustomAttributesData()).Select(attribute => attribute.AttributeType)))
        {
            Add(member);
        }

        foreach (var mentioned in BodiesOf(type).SelectMany(Mentions))
        {
            Add(mentioned as Type ?? (mentioned as MemberInfo)?.DeclaringType);
            foreach (var argument in mentioned is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericArguments() : [])
            {
                Add(argument);
            }
        }

        return found;
    }

    private static IEnumerable<MethodBase> BodiesOf(Type type) => type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All));

    // https://learn.microsoft.com/dotnet/api/system.reflection.emit.opcodes: an opcode is one byte, or two that begin with FE.
    private static IEnumerable<object> Mentions(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var value = (short)code[at++];
            var opCode = OpCodesByValue[value == 0xFE ? (short)((0xFE << 8) | code[at++]) : value];
            switch (opCode.OperandType)
            {
                case OperandType.InlineString:
                    yield return method.Module.ResolveString(BitConverter.ToInt32(code, at));
                    break;
                case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok:
                    yield return method.Module.ResolveMember(BitConverter.ToInt32(code, at), ofType, ofMethod)!;
                    break;
            }

            at += opCode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    [GeneratedRegex(@"\A\s*(SELECT|INSERT\s+INTO|UPDATE|DELETE\s+FROM|WITH|MERGE|CREATE\s+TABLE|ALTER\s+TABLE|PRAGMA)\s", RegexOptions.CultureInvariant)]
    private static partial Regex SqlPattern();
}
