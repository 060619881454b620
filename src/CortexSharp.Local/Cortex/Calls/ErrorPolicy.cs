using CortexSharp.Local.Cortex.Parameters;

namespace CortexSharp.Local.Cortex.Calls;

/// <summary>What a failing row of an AI function does, by the account's parameter and what the call asks for.</summary>
/// <param name="parameters">The account's parameters.</param>
/// <param name="allowDetails">Whether the account takes <c>return_error_details</c> at all.</param>
internal sealed class ErrorPolicy(AccountParameters parameters, bool allowDetails)
{
    /// <summary>The mode of a call.</summary>
    /// <param name="function">The function's name as errors show it.</param>
    /// <param name="details">Whether the call asks for error details.</param>
    /// <param name="raisesUnlessTold">Whether the function raises while nobody has set the parameter, as AI_REDACT still does.</param>
    /// <exception cref="LocalSqlException">Details are not allowed.</exception>
    public FailureMode Of(string function, bool details, bool raisesUnlessTold = false)
    {
        var raises = parameters.FailOnError ?? raisesUnlessTold;
        if (!details)
            return raises ? FailureMode.Raise : FailureMode.Null;
        return raises || !allowDetails ? throw CortexErrors.DetailsNotAllowed(function) : FailureMode.Details;
    }
}
