using CortexSharp.Sql;

namespace CortexSharp.BaseModels;

/// <summary>Asks the account about its base models.</summary>
internal sealed class CortexBaseModelClient : ICortexBaseModelClient
{
    private readonly ISqlExecutor _executor;
    private readonly IReadOnlyCollection<TunableBaseModel> _tunable;

    public CortexBaseModelClient(ISqlExecutor executor, IReadOnlyCollection<TunableBaseModel>? tunable = null)
    {
        ArgumentNullException.ThrowIfNull(executor);
        _executor = executor;
        _tunable = tunable ?? [TunableBaseModel.Llama31With8B];
    }

    public Task<IReadOnlyList<BaseModel>> ListAsync(CancellationToken cancellationToken = default) =>
        BaseModelList.ReadAsync(_executor, new(), cancellationToken);

    public Task<BaseModelCheck> CheckAsync(BaseModelCheckRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrWhiteSpace(request.Model);
        return new BaseModelCheckRun(_executor, _tunable, request).RunAsync(cancellationToken);
    }
}
