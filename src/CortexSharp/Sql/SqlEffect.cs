namespace CortexSharp.Sql;

/// <summary>What running a statement twice would do; decides whether an executor may repeat it after a failure.</summary>
public enum SqlEffect
{
    /// <summary>The statement may change something: it is never sent again once it may have run. The default.</summary>
    Write,

    /// <summary>The statement only reads: it may be repeated until its first row was handed out.</summary>
    Read,

    /// <summary>The statement costs money each time, as AI functions and <c>FINETUNE</c> do: never sent again once it may have run.</summary>
    Billable,
}
