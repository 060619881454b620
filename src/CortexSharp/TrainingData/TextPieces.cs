using CortexSharp.Sql;

namespace CortexSharp.TrainingData;

/// <summary>
/// Cuts long texts into overlapping pieces, and puts placeholders where something was found in the pieces, in SQL. Since only places in the text
/// come back, nothing of it can be lost, and a value on a cut, which one piece sees in part, is covered by what the other one found.
/// </summary>
/// <remarks>
/// A text is cut once in every window of some characters, at the window's last white space or, where its end has none, at its end; so each cut
/// follows from the text alone, and no piece from the one before. Several windows make one piece as long as it has no more bytes than a piece
/// may have tokens, since a token is at least a byte; else each window is a piece.
/// </remarks>
internal static class TextPieces
{
    /// <summary>How many bytes, and so tokens, a piece has at most.</summary>
    public const int MostBytes = 1_024;

    /// <summary>How far a piece reaches into the next one: a value that goes on longer behind a cut is not seen whole.</summary>
    public const int Overlap = 100;

    // A piece of one window has less than Window + Zone + Overlap characters of at most four bytes each, and so fits in every script.
    private const int Window = 100;

    // How far before its end a window is searched for white space; a longer word is cut.
    private const int Zone = 50;

    // In ASCII they make less than 8 * 100 + 50 + 100 bytes.
    private const int WindowsPerPiece = 8;

    private static SqlLiteral White => SqlLiteral.Of(@"\s");

    /// <summary>The pieces of texts: ID, B (how many characters of the text are before the piece), X (the piece).</summary>
    /// <param name="texts">A query of ID and T, the text.</param>
    public static SqlStatement Cut(SqlStatement texts)
    {
        var end = SqlStatement.Create($"(f.VALUE::NUMBER * {Number(Window)})");
        var ends = SqlStatement.Create(
            $"""
            SELECT t.ID, t.T, f.VALUE::NUMBER AS I,
              IFF({end} >= LENGTH(t.T), LENGTH(t.T), {end} - {AfterWhite(SqlStatement.Create($"SUBSTR(t.T, {end} - {Number(Zone - 1)}, "
                  + $"{Number(Zone)})"))}) AS E
            FROM ({texts}) t, LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(1, CEIL(LENGTH(t.T) / {Number(Window)}) + 1)) f
            """);
        var windows = SqlStatement.Create($"SELECT e.ID, e.T, e.I, e.E, LAG(e.E, 1, 0) OVER (PARTITION BY e.ID ORDER BY e.I) AS B FROM ({ends}) e");
        var group = SqlStatement.Create($"PARTITION BY w.ID, FLOOR((w.I - 1) / {Number(WindowsPerPiece)})");
        var grouped =
            SqlStatement.Create($"SELECT w.ID, w.T, w.B, w.E, MIN(w.B) OVER ({group}) AS GB, MAX(w.E) OVER ({group}) AS GE FROM ({windows}) w");
        var fits = SqlStatement.Create($"OCTET_LENGTH(SUBSTR(g.T, g.GB + 1, g.GE - g.GB + {Number(Overlap)})) <= {Number(MostBytes)}");
        var pieces = SqlStatement.Create($"SELECT g.ID, g.T, g.B, IFF({fits}, g.GE, g.E) AS E FROM ({grouped}) g WHERE g.B = g.GB OR NOT {fits}");
        var beyond = SqlStatement.Create($"SUBSTR(p.T, p.E + 1, {Number(Overlap)})");
        return SqlStatement.Create(
            $"SELECT p.ID, p.B, SUBSTR(p.T, p.B + 1, p.E - p.B + LENGTH({beyond}) - {AfterWhite(beyond)}) AS X FROM ({pieces}) p");
    }

    /// <summary>The texts with placeholders: ID, R.</summary>
    /// <param name="texts">A query of ID and T, the text.</param>
    /// <param name="found">
    /// A query of ID, B (how many characters are before what was found), E (and up to its end), C (what it is); they may overlap.
    /// </param>
    public static SqlStatement Replace(SqlStatement texts, SqlStatement found)
    {
        // What overlaps is one find, named by the one that begins first or, where several do, is longest.
        var before = SqlStatement.Create(
            $"""
            SELECT f.ID, f.B, f.E, f.C,
              COALESCE(MAX(f.E) OVER (PARTITION BY f.ID ORDER BY f.B, f.E DESC, f.C ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS COVERED
            FROM ({found}) f
            """);
        var numbered = SqlStatement.Create(
            $"""
            SELECT b.ID, b.B, b.E, IFF(b.B >= b.COVERED, b.C, NULL) AS C,
              SUM(IFF(b.B >= b.COVERED, 1, 0)) OVER (PARTITION BY b.ID ORDER BY b.B, b.E DESC, b.C ROWS BETWEEN UNBOUNDED PRECEDING
              AND CURRENT ROW) AS N
            FROM ({before}) b
            """);
        var merged = SqlStatement.Create($"SELECT n.ID, n.N, MIN(n.B) AS B, MAX(n.E) AS E, MAX(n.C) AS C FROM ({numbered}) n GROUP BY n.ID, n.N");
        var placed =
            SqlStatement.Create($"SELECT m.ID, m.B, m.E, m.C, LAG(m.E, 1, 0) OVER (PARTITION BY m.ID ORDER BY m.B) AS AFTER_E FROM ({merged}) m");
        var replaced = SqlStatement.Create(
            $"""
            SELECT t.ID, LISTAGG(SUBSTR(t.T, p.AFTER_E + 1, p.B - p.AFTER_E) || '[' || p.C || ']', '') WITHIN GROUP (ORDER BY p.B) AS R, MAX(p.E) AS E
            FROM ({texts}) t JOIN ({placed}) p ON p.ID = t.ID GROUP BY t.ID
            """);
        return SqlStatement.Create(
            $"SELECT t.ID, COALESCE(r.R || SUBSTR(t.T, r.E + 1), t.T) AS R FROM ({texts}) t LEFT JOIN ({replaced}) r ON r.ID = t.ID");
    }

    /// <summary>How many characters there are after the last white space of a text; none where there is no white space.</summary>
    private static SqlStatement AfterWhite(SqlStatement text) => SqlStatement.Create($"(GREATEST(REGEXP_INSTR(REVERSE({text}), {White}), 1) - 1)");

    private static SqlLiteral Number(int value) => SqlLiteral.Of(value);
}
