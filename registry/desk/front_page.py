"""stub"""
def context(request):
    return {}
