using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace CortexSharp.Statements.Tests.Sites;

/// <summary>Reads the strings that a method loads and the methods that it calls, in the order of its instructions.</summary>
internal static class Instructions
{
    private static readonly Dictionary<short, OpCode> OpCodesByValue =
        typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (OpCode)field.GetValue(null)!)
            .ToDictionary(code => code.Value);

    /// <summary>Each operand that is a <see cref="string"/> or a <see cref="MethodBase"/>.</summary>
    public static IEnumerable<object> Of(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
            yield break;
        var types = method.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericArguments() : null;
        var methodTypes = method is MethodInfo { IsGenericMethod: true } ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            short value = code[at++];
            // Codes of two bytes begin with this one.
            if (value == 0xFE)
                value = (short)(0xFE00 | code[at++]);
            var operation = OpCodesByValue[value];
            var operand = code.AsSpan(at);
            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(operand)),
                _ => 4,
            };
            if (operation.OperandType is OperandType.InlineString)
                yield return method.Module.ResolveString(BinaryPrimitives.ReadInt32LittleEndian(operand));
            else if (operation.OperandType is OperandType.InlineMethod)
                yield return method.Module.ResolveMethod(BinaryPrimitives.ReadInt32LittleEndian(operand), types, methodTypes)!;
        }
    }
}
