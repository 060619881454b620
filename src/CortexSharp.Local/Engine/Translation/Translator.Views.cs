using CortexSharp.Local.Engine.Catalog;
using CortexSharp.Local.Engine.Syntax;

namespace CortexSharp.Local.Engine.Translation;

/// <content>Views: their text is read anew wherever they are named, in the schema that they lie in.</content>
internal sealed partial class Translator
{
    private (IEnumerable<SourceColumn> Columns, string Sql) View(ViewInfo view, string alias)
    {
        var (query, sql) = Expand(view);
        if (query.Columns.Length != view.Columns.Length)
            throw SqlErrors.ViewChanged(view.FullName, view.Columns.Length, query.Columns.Length);
        return (query.Columns.Select((c, i) => new SourceColumn(view.Columns[i].Name, new($"{alias}.{ColumnName(i)}", c.Type))), sql);
    }

    private (TranslatedQuery Query, string Sql) Expand(ViewInfo view)
    {
        try
        {
            var body = Parser.ParseQuery(view.Body);
            var query = Inside(view, view.Body).Query(body);
            return (query, $"({query.Sql}{Barrier(body, query.Sql)})");
        }
        catch (LocalSqlException e) when (e.Code is not (SqlErrors.ViewExpansionCode or SqlErrors.RecursiveCode))
        {
            throw SqlErrors.ViewExpansion(view.Name, e.Message);
        }
    }

    /// <summary>The types of a view's columns as they are now.</summary>
    public TranslatedQuery Columns(ViewInfo view) => Expand(view).Query;

    /// <summary>Checks a new view: its query must stand by itself, without binds, and name every column.</summary>
    private Plan.Define Define(Statement.CreateView create)
    {
        var name = Complete(create.View);
        var existing = input.Catalog.Views.Find(name);
        // The view that it replaces counts as being inside of itself, so that no circle of views closes.
        if (existing is not null)
            Inside(existing, Text).Query(create.Query);
        var query = new Translator(input with { Binds = [], Home = (name.Database!, name.Schema!) }, this).Query(create.Query);
        var columns = Named(query.Columns, [.. create.Columns.Select(c => c.Name)], create.View.Position);
        CheckColumns(columns);
        return new(create, columns);
    }

    /// <summary>Columns that shall be stored, or be a view's, have names, and each its own.</summary>
    public static void CheckColumns(IEnumerable<OutputColumn> columns)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            if (!column.IsNamed)
                throw SqlErrors.MissingColumnName(column.Name);
            if (!names.Add(column.Name))
                throw SqlErrors.DuplicateColumn(column.Name);
        }
    }
}
