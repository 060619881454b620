using CortexSharp.Completions;
using CortexSharp.Evaluation.Asking;
using Microsoft.Extensions.AI;

namespace CortexSharp.Evaluation.Running;

/// <summary>A model to evaluate, and how it is asked. A tuned one: <c>EvaluatedModel.Of(name) with { BaseModel = "llama3.1-8b" }</c>.</summary>
public sealed record EvaluatedModel
{
    private EvaluatedModel(string name, IAnswerer? answerer)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        Answerer = answerer;
    }

    /// <summary>The model's name, unique within an evaluation: answers are stored and compared under it.</summary>
    public string Name { get; }

    /// <summary>The base model of a tuned one, whose price counts where the tuned one has none of its own.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? BaseModel { get; init; }

    /// <summary>Asks for one case; null where statements over many cases ask.</summary>
    internal IAnswerer? Answerer { get; }

    /// <summary>A model that is asked inside Snowflake, by one statement for each slice of the cases. A name alone means this too.</summary>
    /// <param name="name">A base model's name, or the full name of a tuned model.</param>
    public static EvaluatedModel Of(string name) => new(name, null);

    /// <summary>A model that is asked case by case through a client, as over REST.</summary>
    /// <param name="name">The model's name, sent with each request.</param>
    /// <param name="client">The client.</param>
    public static EvaluatedModel Of(string name, ICortexCompleteClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new(name, new CortexAnswerer(client, name));
    }

    /// <summary>A model of any maker that is asked case by case.</summary>
    /// <param name="name">The model's name, sent with each request.</param>
    /// <param name="client">The client; it is not disposed.</param>
    public static EvaluatedModel Of(string name, IChatClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new(name, new ChatAnswerer(new ChatModel(client, name)));
    }

    /// <inheritdoc cref="Of(string)"/>
    public static implicit operator EvaluatedModel(string name) => Of(name);

    /// <summary>The model's name.</summary>
    public override string ToString() => Name;
}
