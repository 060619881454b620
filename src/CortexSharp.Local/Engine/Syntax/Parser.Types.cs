using System.Globalization;
using System.Text;
using System.Text.Json;
using CortexSharp.Local.Engine.Types;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Syntax;

/// <content>Names of types.</content>
internal sealed partial class Parser
{
    private SqlType ParseType()
    {
        if (_tokens.Kind is not SqlTokenKind.Word)
            throw _tokens.Unexpected();
        var position = _tokens.Position;
        var name = _tokens.Take().ToUpperInvariant();
        switch (name)
        {
            case "NUMBER" or "DECIMAL" or "DEC" or "NUMERIC":
                var (precision, scale) = Sizes();
                if (precision is < 1 or > SqlType.MaxPrecision || scale < 0 || scale > (precision ?? SqlType.MaxPrecision))
                {
                    throw SqlErrors.InvalidArgument(
                        _tokens.Text, position, "Invalid precision or scale of a NUMBER: precision is 1 to 38, scale 0 to the precision.");
                }

                if (scale > 18)
                    throw SqlErrors.Unsupported(_tokens.Text, position, $"NUMBER with scale {scale}");
                return SqlType.Number(scale ?? 0, precision ?? SqlType.MaxPrecision);
            case "INT" or "INTEGER" or "BIGINT" or "SMALLINT" or "TINYINT" or "BYTEINT":
                return SqlType.Integer;
            case "DOUBLE":
                _tokens.Accept("PRECISION");
                return SqlType.Float;
            case "FLOAT" or "FLOAT4" or "FLOAT8" or "REAL":
                return SqlType.Float;
            case "VARCHAR" or "STRING" or "TEXT" or "NVARCHAR":
                return new SqlType(SqlTypeKind.Varchar, Sizes().First ?? 0);
            case "CHAR" or "CHARACTER" or "NCHAR":
                return new SqlType(SqlTypeKind.Varchar, Sizes().First ?? 1);
            case "BOOLEAN":
                return SqlType.Boolean;
            case "VECTOR":
                return ParseVector(position);
            case "VARIANT":
                return SqlType.Variant;
            case "OBJECT" or "ARRAY" when _tokens.IsOperator("("):
                throw SqlErrors.Unsupported(_tokens.Text, position, "structured type");
            case "OBJECT":
                return SqlType.Object;
            case "ARRAY":
                return SqlType.Array;
            case "DATE":
                return SqlType.Date;
            case "TIME":
                return Fraction(SqlType.Time);
            case "DATETIME" or "TIMESTAMP" or "TIMESTAMP_NTZ" or "TIMESTAMPNTZ":
                return Fraction(SqlType.TimestampNtz);
            case "TIMESTAMP_LTZ" or "TIMESTAMPLTZ":
                return Fraction(SqlType.TimestampLtz);
            case "TIMESTAMP_TZ" or "TIMESTAMPTZ":
                return Fraction(SqlType.TimestampTz);
            case "BINARY" or "VARBINARY":
                Sizes();
                return SqlType.Binary;
            default:
                throw SqlErrors.Unsupported(_tokens.Text, position, "type " + name);
        }
    }

    /// <summary>A time or timestamp with the digits of a second that stand behind its name; all nine where none do.</summary>
    private SqlType Fraction(SqlType type)
    {
        var position = _tokens.Position;
        return Sizes().First is not { } digits ? type
            : digits <= 9 ? type with { Scale = 9 - digits }
            : throw SqlErrors.InvalidArgument(_tokens.Text, position, "Invalid precision of a time or timestamp: it is 0 to 9.");
    }

    /// <summary>The sizes behind a type's name: <c>(10)</c> or <c>(10, 2)</c>.</summary>
    private (int? First, int? Second) Sizes()
    {
        if (!_tokens.AcceptOperator("("))
            return (null, null);
        var first = Size();
        int? second = _tokens.AcceptOperator(",") ? Size() : null;
        _tokens.ExpectOperator(")");
        return (first, second);
    }

    private int Size() =>
        _tokens.Kind is SqlTokenKind.Number && int.TryParse(_tokens.Span(), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? Taken(size)
            : throw _tokens.Unexpected();

    private int Taken(int value)
    {
        _tokens.Skip();
        return value;
    }

    /// <summary>A type of a <c>TYPE OBJECT(…)</c> literal, as JSON schema: a NUMBER without scale is an integer, other numbers are numbers.</summary>
    private string ParseSchemaType()
    {
        if (_tokens.Accept("OBJECT"))
            return Nested(ParseSchemaObject);
        if (_tokens.IsWord("ARRAY") && _tokens.IsOperator("(", 1))
        {
            _tokens.Skip();
            _tokens.Skip();
            var items = Nested(ParseSchemaType);
            AcceptNotNull();
            _tokens.ExpectOperator(")");
            return $"{{\"type\":\"array\",\"items\":{items}}}";
        }

        var position = _tokens.Position;
        var type = ParseType();
        return type.Kind switch
        {
            SqlTypeKind.Varchar => "{\"type\":\"string\"}",
            SqlTypeKind.Boolean => "{\"type\":\"boolean\"}",
            SqlTypeKind.Number => type.Scale == 0 ? "{\"type\":\"integer\"}" : "{\"type\":\"number\"}",
            SqlTypeKind.Float => "{\"type\":\"number\"}",
            _ => throw SqlErrors.InvalidArgument(_tokens.Text, position, $"{type} cannot be part of a response format's type literal."),
        };
    }

    private string ParseSchemaObject()
    {
        var fields = Parenthesized(() =>
        {
            var name = _tokens.Kind is SqlTokenKind.QuotedIdentifier ? _tokens.Name()
                : _tokens.Kind is SqlTokenKind.Word ? _tokens.Take() : throw _tokens.Unexpected();
            var type = ParseSchemaType();
            AcceptNotNull();
            return (Name: "\"" + JsonEncodedText.Encode(name) + "\"", Type: type);
        });
        var schema = new StringBuilder("{\"type\":\"object\",\"properties\":{");
        schema.AppendJoin(',', fields.Select(f => $"{f.Name}:{f.Type}"));
        schema.Append("},\"required\":[").AppendJoin(',', fields.Select(f => f.Name)).Append("],\"additionalProperties\":false}");
        return schema.ToString();
    }

    private void AcceptNotNull() => _tokens.Accept("NOT", "NULL");
}
