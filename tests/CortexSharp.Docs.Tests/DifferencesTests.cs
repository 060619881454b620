using System.Globalization;
using System.Reflection;
using CortexSharp.Local;
using CortexSharp.Sql;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Docs.Tests;

/// <summary>The table of docs/offline-cortex.md that says where SQLite would differ, row by row: both databases run what it prints.</summary>
public sealed class DifferencesTests
{
    private static readonly string Document = Path.Combine(
        typeof(DifferencesTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!, "docs",
        "offline-cortex.md");

    public static TheoryData<string, string, string, string> Rows
    {
        get
        {
            var section = File.ReadAllText(Document).Split("## Where SQLite would differ silently")[1].Split("\n## ")[0];
            var rows = section.ReplaceLineEndings("\n").Split('\n').Where(l => l.StartsWith('|')).Skip(2)
                .Select(l => l.Split('|')[1..^1].Select(c => c.Trim()).ToArray());
            var data = new TheoryData<string, string, string, string>();
            foreach (var row in rows)
                data.Add(row[0], row[1].Trim('`'), row[2], row[3]);
            return data;
        }
    }

    [Fact]
    public void Table_IsFound() => Assert.True(Rows.Count > 40);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Row_IsTrueOfBoth(string topic, string sql, string here, string sqlite)
    {
        Assert.NotEqual(here, sqlite);
        Assert.Equal((topic, here), (topic, await HereAsync(sql, here)));
        if (sqlite.Length > 0)
            Assert.Equal((topic, sqlite), (topic, Sqlite(sql, sqlite)));
    }

    private static async Task<string> HereAsync(string sql, string expected)
    {
        await using var cortex = new LocalCortex(new());
        try
        {
            foreach (var statement in sql.Split("; ")[..^1])
                await cortex.ExecuteNonQueryAsync(Statement(statement));
            await using var result = await cortex.ExecuteAsync(Statement(sql.Split("; ")[^1]));
            if (expected.StartsWith("column", StringComparison.Ordinal))
                return $"column `{result.Columns[0].Name}`";
            await foreach (var row in result.Rows)
                return Shown(row[0]);
            return "no row";
        }
        catch (CortexException e)
        {
            return $"error {e.ErrorCode}";
        }
    }

    private static string Sqlite(string sql, string expected)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return expected.StartsWith("column", StringComparison.Ordinal) ? $"column `{reader.GetName(0)}`" : Shown(reader.GetValue(0));
    }

    private static SqlStatement Statement(string sql)
    {
        var handler = new SqlInterpolatedStringHandler(0, 1);
        handler.AppendFormatted(SqlText.Trusted(sql));
        return SqlStatement.Create(ref handler);
    }

    private static string Shown(object? value) => value switch
    {
        null or DBNull => "NULL",
        bool truth => truth ? "`true`" : "`false`",
        DateTime day => $"`{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}`",
        // SQLite's own shell writes a whole REAL with a point, by which it shows its type.
        double number when number == Math.Floor(number) && Math.Abs(number) < 1e15 => $"`{number.ToString("0.0", CultureInfo.InvariantCulture)}`",
        _ => $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`",
    };
}
