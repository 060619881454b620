using System.Runtime.InteropServices;

namespace CortexSharp.Local.Models;

/// <summary>Stores text as UTF-16, because an answer must come back verbatim even if it is not valid Unicode.</summary>
internal static class BinaryText
{
    public static void WriteText(this BinaryWriter writer, string text)
    {
        writer.Write7BitEncodedInt(text.Length);
        writer.Write(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    public static string ReadText(this BinaryReader reader)
    {
        var characters = new char[reader.Read7BitEncodedInt()];
        reader.ReadExactly(MemoryMarshal.AsBytes(characters.AsSpan()));
        return new string(characters);
    }
}
