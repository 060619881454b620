namespace CortexSharp.Local.Engine.Syntax;

/// <summary>The kinds of objects that statements create and drop, in the words of messages.</summary>
internal enum ObjectKind
{
    Table,
    View,
    Schema,
    Database,
    Function,
}
